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
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.jspecify.annotations.Nullable;

/** One inference service: a model that runs, ran or is to run as one Slurm job. Changes only by its verbs. */
@Entity
@Table(name = "service")
public class Service extends SeenFacts {
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

    @Convert(converter = InstantColumn.class)
    @Column(name = "submitting_since")
    private Instant submittingSince;

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

    @Convert(converter = InstantColumn.class)
    @Column(name = "stop_asked_at")
    private @Nullable Instant stopAskedAt;

    @Column(name = "stop_reason")
    private @Nullable String stopReason;

    @Convert(converter = InstantColumn.class)
    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected Service() {}

    /** The intent: a service that has no job yet. */
    public Service(UUID id, Specification wanted, Instant at) {
        super(wanted);
        // PostgreSQL keeps microseconds; what is answered now and what is read later must be equal.
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        this.id = id;
        this.createdAt = kept;
        this.updatedAt = kept;
        this.submittingSince = kept;
        this.status = Status.SUBMITTED;
        this.phase = Phase.QUEUED;
        this.phaseSince = kept;
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

    public boolean isStopAsked() {
        return stopAskedAt != null;
    }

    /** Whether it is live and nobody has asked for its end. */
    public boolean isWanted() {
        return status.isLive() && !isStopAsked();
    }

    /** Why it was stopped, when nobody asked for it; null otherwise. */
    @Nullable
    String stopReason() {
        return stopReason;
    }

    public @Nullable Instant stopAskedAt() {
        return stopAskedAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    /** When {@code sbatch} was last begun for it; an answer from before proves nothing about that submission. */
    Instant submittingSince() {
        return submittingSince;
    }

    /** {@code sbatch} is about to be run for it: for the first time, or after the last was proven to have brought nothing. */
    void submits(Instant at) {
        submittingSince = touched(at);
    }

    /** Slurm has it. */
    void submitted(JobId job, Instant at) {
        touched(at);
        jobId = job.value();
        reason = null;
    }

    /** It is not known whether Slurm has it; {@code why} is a sentence. */
    void unsettled(String why, Instant at) {
        touched(at);
        reason = why;
    }

    /** Slurm would not take it; who asked for a stop meanwhile gets one. */
    void refused(String why, Instant at) {
        ended(isStopAsked() ? Status.STOPPED : Status.FAILED, why, at);
    }

    /** There is no job and never will be one. */
    void ended(Status end, String why, Instant at) {
        touched(at);
        status = end;
        reason = why;
        enter(Phase.ENDED, at);
    }

    /** Somebody wants it gone; whatever end comes is a stop. */
    void stopAsked(Instant at) {
        stopAsked(null, at);
    }

    /** As {@link #stopAsked(Instant)}; {@code why} is the sentence that its end will bear. */
    void stopAsked(@Nullable String why, Instant at) {
        if (status.isLive() && stopAskedAt == null) {
            stopAskedAt = touched(at);
            stopReason = why;
            enter(Phase.DRAINING, at);
        }
    }

    /** Whether {@link #follow} would change anything that people see. */
    boolean differs(Verdict verdict, @Nullable JobRecord job) {
        return status != verdict.status()
                || phase != verdict.phase()
                || !Objects.equals(reason, verdict.reason())
                || !Objects.equals(unknownSince, verdict.unknownSince())
                || (job != null && !Sighting.of(job).equals(sighting()));
    }

    /** Becomes what was decided, with what Slurm told about the job; null keeps what it told last. */
    void follow(Verdict verdict, @Nullable JobRecord job, Instant at) {
        touched(at);
        status = verdict.status();
        reason = verdict.reason();
        unknownSince = verdict.unknownSince();
        enter(verdict.phase(), at);
        if (job != null) {
            see(job);
        }
    }

    private void enter(Phase next, Instant at) {
        if (phase != next) {
            phase = next;
            phaseSince = at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    private Instant touched(Instant at) {
        updatedAt = at.truncatedTo(ChronoUnit.MICROS);
        return updatedAt;
    }
}
