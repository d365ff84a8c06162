package org.blackfish.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks Slurm for.
 *
 * @param gres the value of {@code --gres}; null for none
 * @param partition null for the cluster's default
 * @param tier the name of the tier that the numbers come from, null when they were all given by hand
 */
public record Resources(
        int cpus,
        int memoryGb,
        int gpus,
        Duration time,
        @Nullable String gres,
        @Nullable String partition,
        @Nullable String constraint,
        @Nullable String account,
        @Nullable String tier) {}
