package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** What a job would ask Slurm for; {@code tier} is null when all numbers were given by hand. */
public record ResourcesAsked(
        int cpus,
        int memoryGb,
        int gpus,
        String time,
        @Nullable String gres,
        @Nullable String partition,
        @Nullable String constraint,
        @Nullable String account,
        @Nullable String tier) {}
