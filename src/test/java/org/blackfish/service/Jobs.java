package org.blackfish.service;

import java.nio.file.Path;
import java.time.Instant;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;

/** Jobs as Slurm might describe them. */
final class Jobs {
    private Jobs() {}

    static JobReport.Seen seen(JobState state) {
        return new JobReport.Seen(job(state, ""));
    }

    static JobRecord job(JobState state, String exitCode) {
        return job(new JobId("17"), state, exitCode, Path.of("/home/ada/jobs/x"), "gpu1");
    }

    static JobRecord job(JobId id, JobState state, String exitCode, Path folder, String node) {
        Instant submitted = Instant.parse("2026-11-22T11:59:00Z");
        boolean waits = state == JobState.PENDING;
        return new JobRecord(
                id,
                state,
                state.name(),
                waits ? "Resources" : "",
                waits ? "" : node,
                submitted,
                waits ? null : submitted.plusSeconds(30),
                null,
                folder,
                "chat",
                exitCode,
                0);
    }
}
