package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** What Slurm says to a job of a tier for the default time, and for {@code time.max} where that is longer. */
public record TierTrialView(
        String partition,
        String tier,
        OpinionView slurm,
        @Nullable OpinionView longest) {}
