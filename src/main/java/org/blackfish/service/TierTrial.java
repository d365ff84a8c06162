package org.blackfish.service;

import org.jspecify.annotations.Nullable;

/**
 * What Slurm says to a job of a tier.
 *
 * @param opinion for the default time of the file
 * @param longest for {@code time.max}; null where it is the default, or where no job of the tier is taken at all
 */
public record TierTrial(
        String partition,
        String tier,
        SlurmOpinion opinion,
        @Nullable SlurmOpinion longest) {

    /** The same with an opinion for {@code time.max}. */
    TierTrial with(SlurmOpinion longer) {
        return new TierTrial(partition, tier, opinion, longer);
    }
}
