package org.blackfish.tier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackfish.cluster.NodeGroup;
import org.jspecify.annotations.Nullable;

/**
 * A first tier file from what a cluster has: for each kind of GPU one, two, four and eight of a node with their share of
 * its cores and memory; for partitions without GPUs one tier. GPUs without a name are told apart by a feature that names the card. Weights may take seven tenths of the GPUs' memory, the rest
 * is for the cache. Pure.
 */
public final class TierProposal {
    private static final Pattern GPUS = Pattern.compile("(?:^|,)gpu(?::([A-Za-z0-9_.-]+))?:(\\d+)");
    private static final int ONE_DAY = 1440;
    private static final double SHARE_OF_WEIGHTS = 0.7;
    /** What Slurm hands out is less than what a node has. */
    private static final double USABLE_MEMORY = 0.95;

    private static final int UNKNOWN_CARD_GB = 16;

    private static final TierFile NOTHING = TierFile.builtIn();

    private TierProposal() {}

    /** The text of the file, with what was assumed in comments; null when there is no node at all. */
    public static @Nullable String from(List<NodeGroup> groups) {
        List<NodeGroup> manned = groups.stream()
                .filter(group -> group.nodes() > 0 && group.cpus() > 0)
                .toList();
        Map<String, List<NodeGroup>> byPartition = manned.stream()
                .collect(Collectors.groupingBy(NodeGroup::partition, LinkedHashMap::new, Collectors.toList()));
        if (byPartition.isEmpty()) {
            return null;
        }
        String usual = usual(manned);
        List<Partition> partitions = byPartition.entrySet().stream()
                .map(entry -> new Partition(
                        entry.getKey(),
                        entry.getKey().equals(usual),
                        tiers(entry.getValue(), entry.getKey().equals(usual)),
                        false))
                .toList();
        return "# Proposed from the partitions and nodes that Slurm has; see to names, sizes and times.\n"
                + "# Sizes leave three tenths of the GPUs' memory to the cache; a card of unknown size counts as "
                + UNKNOWN_CARD_GB + " GB.\n"
                + TierYaml.render(
                        new TierFile(times(byPartition.getOrDefault(usual, List.of())), partitions, Map.of()));
    }

    /** Models want GPUs, so a partition that has them is the default before Slurm's own. */
    private static String usual(List<NodeGroup> groups) {
        return groups.stream()
                .min(Comparator.comparing((NodeGroup group) -> !hasGpus(group))
                        .thenComparing(group -> !group.isDefault()))
                .map(NodeGroup::partition)
                .orElseThrow();
    }

    private static boolean hasGpus(NodeGroup group) {
        return GPUS.matcher(group.gres()).find();
    }

    /** By the limit of the default partition; what another one does not take is told by the test on the cluster. */
    private static Times times(List<NodeGroup> ofDefault) {
        int max = ofDefault.stream()
                .map(NodeGroup::limit)
                .filter(limit -> limit != null && limit.toMinutes() > 0)
                .mapToInt(limit -> (int) Math.min(ONE_DAY, limit.toMinutes()))
                .min()
                .orElse(ONE_DAY);
        return new Times(Math.min(60, max), max);
    }

    private static List<Tier> tiers(List<NodeGroup> groups, boolean isDefault) {
        boolean cards = groups.stream().anyMatch(TierProposal::hasGpus);
        Map<String, Tier> tiers = new LinkedHashMap<>();
        for (NodeGroup group : groups) {
            Matcher gpus = GPUS.matcher(group.gres());
            List<Tier> found = new ArrayList<>(cards ? List.of() : List.of(withoutGpu(group)));
            while (gpus.find()) {
                found.addAll(ofCard(group, gpus.group(1), Integer.parseInt(gpus.group(2))));
            }
            found.forEach(tier -> tiers.merge(tier.name(), tier, TierProposal::smaller));
        }
        List<Tier> ordered = new ArrayList<>(tiers.values());
        ordered.sort(Comparator.comparingDouble(TierProposal::size));
        if (isDefault) {
            // Models of unknown size must go somewhere.
            ordered.add(withoutLimit(ordered.removeLast()));
        }
        return ordered;
    }

    private static double size(Tier tier) {
        Double size = tier.maxModelSizeGb();
        return size == null ? Double.MAX_VALUE : size;
    }

    /** Of two kinds of nodes with the same cards the tier must fit into either. */
    private static Tier smaller(Tier one, Tier other) {
        return one.cpuCores() * (long) one.memoryGb() <= other.cpuCores() * (long) other.memoryGb() ? one : other;
    }

    private static List<Tier> ofCard(NodeGroup group, @Nullable String named, int count) {
        String feature = named == null ? cardFeature(group) : null;
        String card = named == null ? feature : named;
        int memory = GpuMemory.of(NOTHING, card).orElse(UNKNOWN_CARD_GB);
        String label = card == null ? "GPU" : card.toUpperCase(Locale.ROOT);
        List<Tier> tiers = new ArrayList<>();
        for (int gpus = 1; gpus <= count; gpus *= 2) {
            double size = Math.floor(memory * gpus * SHARE_OF_WEIGHTS);
            tiers.add(new Tier(
                    gpus + " " + label,
                    gpus + " GPU" + (gpus == 1 ? "" : "s") + ", models up to " + YamlWords.size(size) + " GB",
                    size,
                    gpus,
                    card,
                    Math.max(1, group.cpus() * gpus / count),
                    Math.max(1, usable(group) * gpus / count),
                    feature,
                    named == null ? null : "gpu:" + named));
        }
        return tiers;
    }

    /** Where the GPUs themselves have no name, sites tell their kinds apart by a feature. */
    private static @Nullable String cardFeature(NodeGroup group) {
        return group.features().stream()
                .filter(feature -> GpuMemory.of(NOTHING, feature).isPresent())
                .findFirst()
                .orElse(null);
    }

    private static Tier withoutGpu(NodeGroup group) {
        int memory = Math.max(1, Math.min(64, usable(group) / 2));
        double size = Math.max(1, memory / 2);
        return new Tier(
                "CPU only",
                "Without a GPU, models up to " + YamlWords.size(size) + " GB",
                size,
                0,
                null,
                Math.max(1, Math.min(16, group.cpus() / 2)),
                memory,
                null,
                null);
    }

    private static int usable(NodeGroup group) {
        return (int) (group.memoryMb() * USABLE_MEMORY / 1024);
    }

    private static Tier withoutLimit(Tier tier) {
        return new Tier(
                tier.name(),
                tier.description().replaceFirst("models up to .*", "whatever no other tier holds"),
                null,
                tier.gpuCount(),
                tier.gpuType(),
                tier.cpuCores(),
                tier.memoryGb(),
                tier.constraint(),
                tier.gres());
    }
}
