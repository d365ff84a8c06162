package org.blackfish.tier;

import java.util.List;
import java.util.Optional;

/**
 * A Slurm partition and its tiers in file order.
 *
 * @param isDefault whether the file marks it; {@link TierFile#defaultPartition()} knows the fallback
 * @param builtIn the partition of the built-in defaults, whose name Slurm does not know
 */
public record Partition(String name, boolean isDefault, List<Tier> tiers, boolean builtIn) {
    public Partition {
        tiers = List.copyOf(tiers);
    }

    public Optional<Tier> find(String tierName) {
        return tiers.stream().filter(tier -> tier.name().equals(tierName)).findFirst();
    }
}
