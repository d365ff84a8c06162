package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** What Slurm last said of a job, in its own words; {@code exitCode} is {@code exit:signal}. */
public record SlurmFacts(
        @Nullable String state,
        @Nullable String reason,
        @Nullable String exitCode) {}
