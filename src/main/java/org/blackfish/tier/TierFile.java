package org.blackfish.tier;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A site's offer: run times, partitions in file order (at least one), and the tiers that it prescribes for models
 * ({@code repository} to {@code partition.tier} or {@code tier}).
 *
 * @param gpuMemoryGb memory of one GPU by {@code gpu_type}, where the site knows better than {@link GpuMemory}
 */
public record TierFile(
        Times time, List<Partition> partitions, Map<String, String> models, Map<String, Integer> gpuMemoryGb) {
    /** A file that says nothing about the memory of GPUs. */
    public TierFile(Times time, List<Partition> partitions, Map<String, String> models) {
        this(time, partitions, models, Map.of());
    }

    public TierFile {
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a tier file needs a partition");
        }
        partitions = List.copyOf(partitions);
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        gpuMemoryGb = Collections.unmodifiableMap(new LinkedHashMap<>(gpuMemoryGb));
    }

    /** What is offered where there is no file: CPU Only, Small, Medium and Large, 30 minutes and at most 180. */
    public static TierFile builtIn() {
        return new TierFile(Times.DEFAULT, List.of(new Partition("default", true, builtInTiers(), true)), Map.of());
    }

    /** The same in a partition that Slurm knows: a name that a file gives is said to Slurm. */
    public static TierFile builtInIn(String partition) {
        return new TierFile(Times.DEFAULT, List.of(new Partition(partition, true, builtInTiers(), false)), Map.of());
    }

    private static List<Tier> builtInTiers() {
        return List.of(
                builtIn("CPU Only", "For small models, without a GPU", 1.0, 0, 2, 4),
                builtIn("Small", "For models under 32 GB", 32.0, 1, 4, 8),
                builtIn("Medium", "For models under 128 GB", 128.0, 2, 6, 16),
                builtIn("Large", "For the largest models", null, 4, 8, 32));
    }

    private static Tier builtIn(
            String name, String description, @Nullable Double size, int gpus, int cores, int memoryGb) {
        return new Tier(name, description, size, gpus, null, cores, memoryGb, null, null);
    }

    /** The partition marked as default, else the first. */
    public Partition defaultPartition() {
        return partitions.stream().filter(Partition::isDefault).findFirst().orElse(partitions.getFirst());
    }

    /** The named partition, or the default one for null; {@link InvalidInput} names those there are. */
    public Partition partition(@Nullable String name) {
        if (name == null) {
            return defaultPartition();
        }
        return partitions.stream()
                .filter(partition -> partition.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "partition",
                        "There is no partition \"" + name + "\" in the tiers of this site; there are: "
                                + partitions.stream().map(Partition::name).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * The tier that somebody asked for by name: in the named partition, or, without one, in the default partition and
     * then in the others in file order. {@link InvalidInput} names the tiers there are.
     */
    public Placement get(@Nullable String partitionName, String tierName) {
        Partition chosen = partition(partitionName);
        List<Partition> searched = partitionName == null ? inOrder(chosen) : List.of(chosen);
        return first(searched, tierName).orElseThrow(() -> new InvalidInput("tier", unknown(searched, tierName)));
    }

    /** What a value of {@code models} names, seen from a chosen partition; empty when it names nothing. */
    Optional<Placement> named(String value, Partition chosen) {
        return partitions.stream()
                .filter(partition -> value.startsWith(partition.name() + "."))
                .sorted((one, other) ->
                        Integer.compare(other.name().length(), one.name().length()))
                .flatMap(
                        partition -> first(
                                List.of(partition),
                                value.substring(partition.name().length() + 1))
                                .stream())
                .findFirst()
                .or(() -> first(inOrder(chosen), value));
    }

    /** Refuses a run time that is not positive or above the site's maximum; {@link InvalidInput} names both. */
    public void checkTime(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new InvalidInput("time", "The time is " + words(time) + "; give at least one minute.");
        }
        if (time.compareTo(Duration.ofMinutes(time().maxMinutes())) > 0) {
            throw new InvalidInput(
                    "time",
                    "The time of " + words(time) + " is above this site's maximum of " + time().maxMinutes()
                            + " minutes; give " + time().maxMinutes() + " minutes or less.");
        }
    }

    private static String words(Duration time) {
        return time.toSecondsPart() == 0 ? time.toMinutes() + " minutes" : time.toSeconds() + " seconds";
    }

    private static Optional<Placement> first(List<Partition> searched, String tierName) {
        return searched.stream()
                .flatMap(partition -> partition.find(tierName).stream().map(tier -> new Placement(partition, tier)))
                .findFirst();
    }

    private List<Partition> inOrder(Partition chosen) {
        return Stream.concat(
                        Stream.of(chosen),
                        partitions.stream().filter(one -> !one.name().equals(chosen.name())))
                .toList();
    }

    private static String unknown(List<Partition> searched, String tierName) {
        String known = searched.stream()
                .map(partition -> partition.name() + " has "
                        + partition.tiers().stream().map(Tier::name).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return "There is no tier \"" + tierName + "\"; partition " + known + ".";
    }
}
