package org.blackfish.tier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One change of a tier file; {@link #applied} says what it means, {@link TierSplicer} how it is written. */
public sealed interface TierEdit {
    /** What the file holds after it; tiers and partitions that it names exist. */
    TierFile applied(TierFile file);

    /** Gives a tier other values, perhaps another name. */
    record SetTier(String partition, String tier, Tier values) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return tiersOf(
                    file,
                    partition,
                    tiers -> tiers.stream()
                            .map(one -> one.name().equals(tier) ? values : one)
                            .toList());
        }
    }

    /** Puts a tier behind the last of a partition. */
    record AddTier(String partition, Tier tier) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return tiersOf(file, partition, tiers -> {
                List<Tier> more = new ArrayList<>(tiers);
                more.add(tier);
                return more;
            });
        }
    }

    /** Takes a tier out. */
    record RemoveTier(String partition, String tier) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return tiersOf(
                    file,
                    partition,
                    tiers -> tiers.stream()
                            .filter(one -> !one.name().equals(tier))
                            .toList());
        }
    }

    /** Puts a partition with its first tier behind the others. */
    record AddPartition(String name, Tier first) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            List<Partition> more = new ArrayList<>(file.partitions());
            more.add(new Partition(name, false, List.of(first), false));
            return new TierFile(file.time(), more, file.models(), file.gpuMemoryGb());
        }
    }

    /** Takes a partition with all its tiers out. */
    record RemovePartition(String name) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return partitions(file, one -> one.name().equals(name) ? List.of() : List.of(one));
        }
    }

    /** Makes a partition the default one, and no other. */
    record SetDefault(String partition) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return partitions(
                    file, one -> List.of(new Partition(one.name(), one.name().equals(partition), one.tiers(), false)));
        }
    }

    /** Sets both run times, in minutes. */
    record SetTime(Times time) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            return new TierFile(time, file.partitions(), file.models(), file.gpuMemoryGb());
        }
    }

    /** Prescribes a tier for a model, or for null lets its size decide again. */
    record SetModel(String repo, @Nullable String tier) implements TierEdit {
        @Override
        public TierFile applied(TierFile file) {
            Map<String, String> models = new LinkedHashMap<>(file.models());
            if (tier == null) {
                models.remove(repo);
            } else {
                models.put(repo, tier);
            }
            return new TierFile(file.time(), file.partitions(), models, file.gpuMemoryGb());
        }
    }

    private static TierFile partitions(TierFile file, Function<Partition, List<Partition>> change) {
        List<Partition> changed = file.partitions().stream()
                .flatMap(one -> change.apply(one).stream())
                .toList();
        return new TierFile(file.time(), changed, file.models(), file.gpuMemoryGb());
    }

    private static TierFile tiersOf(TierFile file, String name, Function<List<Tier>, List<Tier>> change) {
        return partitions(
                file,
                one -> List.of(
                        one.name().equals(name)
                                ? new Partition(one.name(), one.isDefault(), change.apply(one.tiers()), false)
                                : one));
    }
}
