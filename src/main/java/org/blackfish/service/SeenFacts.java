package org.blackfish.service;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.jspecify.annotations.Nullable;

/** What Slurm last told about a service's job; all null until it has told anything. */
@MappedSuperclass
public abstract class SeenFacts extends FixedFacts {
    private @Nullable String node;

    @Convert(converter = InstantColumn.class)
    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "first_started_at")
    private @Nullable Instant firstStartedAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "ends_at")
    private @Nullable Instant endsAt;

    @Column(name = "slurm_state")
    private @Nullable String slurmState;

    @Column(name = "slurm_reason")
    private @Nullable String slurmReason;

    @Column(name = "exit_code")
    private @Nullable String exitCode;

    /** For the persistence provider. */
    protected SeenFacts() {}

    SeenFacts(Specification wanted) {
        super(wanted);
    }

    void see(JobRecord job) {
        Sighting seen = Sighting.of(job);
        node = seen.node();
        startedAt = seen.startedAt();
        endsAt = seen.endsAt();
        slurmState = seen.state();
        slurmReason = seen.reason();
        exitCode = seen.exitCode();
        if (firstStartedAt == null && job.restarts() == 0) {
            firstStartedAt = seen.startedAt();
        }
    }

    Sighting sighting() {
        return new Sighting(node, startedAt, endsAt, slurmState, slurmReason, exitCode);
    }

    public @Nullable String node() {
        return node;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    /** When its job left the queue for the first time, whatever requeues came; null when that was not seen. */
    @Nullable
    Instant firstStartedAt() {
        return firstStartedAt;
    }

    public @Nullable Instant endsAt() {
        return endsAt;
    }

    /** Slurm's own word for the job's state, as last seen. */
    public @Nullable String slurmState() {
        return slurmState;
    }

    public @Nullable String slurmReason() {
        return slurmReason;
    }

    /** Slurm's {@code exit:signal}, for example {@code 0:15}. */
    public @Nullable String exitCode() {
        return exitCode;
    }
}
