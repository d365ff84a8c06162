package org.blackfish.service;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One inference service: a model that runs, ran or is to run as one Slurm job. Changes only by its verbs. */
@Entity
@Table(name = "service")
public class Service extends FixedFacts {
    @Id
    private UUID id;

    @Version
    private long version;

    @Convert(converter = InstantColumn.class)
    @Column(name = "created_at")
    private Instant createdAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "job_id")
    private @Nullable String jobId;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private Phase phase;

    @Convert(converter = InstantColumn.class)
    @Column(name = "phase_since")
    private Instant phaseSince;

    private @Nullable String reason;

    @Convert(converter = InstantColumn.class)
    @Column(name = "unknown_since")
    private @Nullable Instant unknownSince;

    private @Nullable String node;

    @Convert(converter = InstantColumn.class)
    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "ends_at")
    private @Nullable Instant endsAt;

    @Column(name = "slurm_state")
    private @Nullable String slurmState;

    @Column(name = "slurm_reason")
    private @Nullable String slurmReason;

    @Column(name = "exit_code")
    private @Nullable String exitCode;

    @Convert(converter = InstantColumn.class)
    @Column(name = "stop_asked_at")
    private @Nullable Instant stopAskedAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Service() {}

    /** The intent: a service that has no job yet. */
    public Service(UUID id, Specification wanted, Instant at) {
        super(wanted);
        this.id = id;
        this.createdAt = at;
        this.updatedAt = at;
        this.status = Status.SUBMITTED;
        this.phase = Phase.QUEUED;
        this.phaseSince = at;
    }

    public UUID id() {
        return id;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** {@code home_dir/jobs/<id>} on the profile's host: the job's working directory and our mark of ownership. */
    public Path workDirectory() {
        return homeDirectory().resolve("jobs").resolve(id.toString());
    }

    /** Slurm's number in decimal; null until {@code sbatch} has answered. */
    public @Nullable String jobId() {
        return jobId;
    }

    public Status status() {
        return status;
    }

    public Phase phase() {
        return phase;
    }

    public Instant phaseSince() {
        return phaseSince;
    }

    /** Why it is in this state, in words; null when there is nothing to say. */
    public @Nullable String reason() {
        return reason;
    }

    /** Since when Slurm could not be asked; null while its state is known. */
    public @Nullable Instant unknownSince() {
        return unknownSince;
    }

    public @Nullable String node() {
        return node;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
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

    public boolean isStopAsked() {
        return stopAskedAt != null;
    }

    public @Nullable Instant stopAskedAt() {
        return stopAskedAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }
}
