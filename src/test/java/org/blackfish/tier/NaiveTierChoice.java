package org.blackfish.tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The four rules of choosing, written down as loops, one after the other; the oracle of {@link TierChoiceTest}. */
final class NaiveTierChoice {
    private NaiveTierChoice() {}

    static String choose(TierFile file, String repo, @Nullable Double size, @Nullable String wanted) {
        Partition chosen = chosen(file, wanted);
        String override = override(file, file.models().get(repo), chosen);
        if (override != null) {
            return override;
        }
        Tier best = null;
        for (Tier tier : chosen.tiers()) {
            Double limit = tier.maxModelSizeGb();
            if (limit != null && size != null && limit > size) {
                Double bestLimit = best == null ? null : best.maxModelSizeGb();
                if (bestLimit == null || limit < bestLimit) {
                    best = tier;
                }
            }
        }
        if (best != null) {
            return chosen.name() + "/" + best.name() + "/SIZE";
        }
        for (Tier tier : chosen.tiers()) {
            if (tier.maxModelSizeGb() == null) {
                return chosen.name() + "/" + tier.name() + "/CATCH_ALL";
            }
        }
        return chosen.name() + "/-/NONE";
    }

    /** For a launch the pick stands: what the file prescribes in another partition is not heard, nor a size of nothing. */
    static String forLaunch(TierFile file, String repo, @Nullable Double size, @Nullable String picked) {
        Double known = size != null && size > 0 ? size : null;
        if (picked != null) {
            String prescribed = override(file, file.models().get(repo), chosen(file, picked));
            if (prescribed != null && !prescribed.startsWith(picked + "/")) {
                return choose(new TierFile(file.time(), file.partitions(), Map.of()), repo, known, picked);
            }
        }
        return choose(file, repo, known, picked);
    }

    private static Partition chosen(TierFile file, @Nullable String wanted) {
        for (Partition partition : file.partitions()) {
            if (wanted == null ? partition.isDefault() : partition.name().equals(wanted)) {
                return partition;
            }
        }
        return file.partitions().getFirst();
    }

    private static @Nullable String override(TierFile file, @Nullable String value, Partition chosen) {
        if (value == null) {
            return null;
        }
        for (int cut = value.length() - 1; cut > 0; cut--) {
            for (Partition partition : file.partitions()) {
                if (value.charAt(cut) == '.' && partition.name().equals(value.substring(0, cut))) {
                    for (Tier tier : partition.tiers()) {
                        if (tier.name().equals(value.substring(cut + 1))) {
                            return partition.name() + "/" + tier.name() + "/MODEL_OVERRIDE";
                        }
                    }
                }
            }
        }
        List<Partition> order = new ArrayList<>(file.partitions());
        order.remove(chosen);
        order.addFirst(chosen);
        for (Partition partition : order) {
            for (Tier tier : partition.tiers()) {
                if (tier.name().equals(value)) {
                    return partition.name() + "/" + tier.name() + "/MODEL_OVERRIDE";
                }
            }
        }
        return null;
    }
}
