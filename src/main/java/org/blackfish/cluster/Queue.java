package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All jobs of our account that Slurm still keeps in its queue, ended ones of the last minutes included. */
public record Queue(Instant at, List<JobRecord> jobs) implements QueueAnswer {
    static final Comparator<JobRecord> LIVING_THEN_NEWEST = Comparator.comparing(
                    (JobRecord job) -> !job.state().group().ended())
            .thenComparingLong(job -> Long.parseLong(job.id().value()));

    public Queue {
        jobs = List.copyOf(jobs);
    }

    /** The job that works in this folder; of several the one not ended, then the newest. */
    public Optional<JobRecord> find(Path workDirectory) {
        return jobs.stream()
                .filter(job -> job.workDirectory().equals(workDirectory))
                .max(LIVING_THEN_NEWEST);
    }

    /** The job with this number, if it also works in this folder; another one is somebody else's. */
    public Optional<JobRecord> find(JobId id, Path workDirectory) {
        return jobs.stream()
                .filter(job -> job.id().equals(id) && job.workDirectory().equals(workDirectory))
                .findFirst();
    }
}
