package org.blackfish.tier;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a tier is said to Slurm; cores and memory are plain numbers and need no rule. */
public final class TierGres {
    private static final Pattern COUNTED = Pattern.compile(".*:\\d+[KMGTP]?");

    private TierGres() {}

    /**
     * The value of {@code --gres}: {@code gpu:<n>}, or the tier's own {@code gres} with the count behind it unless it
     * ends in one already. Empty for no GPU and no own {@code gres}.
     */
    public static Optional<String> gres(Tier tier) {
        String own = tier.gres();
        if (own == null) {
            return tier.gpuCount() == 0 ? Optional.empty() : Optional.of("gpu:" + tier.gpuCount());
        }
        if (COUNTED.matcher(own).matches()) {
            return Optional.of(own);
        }
        return tier.gpuCount() == 0 ? Optional.empty() : Optional.of(own + ":" + tier.gpuCount());
    }

    /** The value of {@code --constraint}. */
    public static Optional<String> constraint(Tier tier) {
        return Optional.ofNullable(tier.constraint());
    }

    /** The value of {@code --partition}; empty for the built-in default partition, which leaves it to Slurm. */
    public static Optional<String> partition(Partition partition) {
        return partition.builtIn() ? Optional.empty() : Optional.of(partition.name());
    }
}
