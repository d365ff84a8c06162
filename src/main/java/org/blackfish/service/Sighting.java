package org.blackfish.service;

import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.jspecify.annotations.Nullable;

/** What Slurm last told about a service's job, as far as people see it; empty text is null. */
record Sighting(
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        @Nullable String state,
        @Nullable String reason,
        @Nullable String exitCode) {

    static Sighting of(JobRecord job) {
        return new Sighting(
                orNull(job.node()),
                job.started(),
                job.ends(),
                orNull(job.stateWord()),
                orNull(job.reason()),
                orNull(job.exitCode()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
