package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.jspecify.annotations.Nullable;

/** What to do next to a job that is to end; pure. */
enum StopStep {
    /** TERM to the container program, so that it ends in order. */
    SIGNAL,
    /** Slurm's own cancel. */
    CANCEL,
    WAIT;

    /** From the orderly signal to the cancel. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** From one cancel to the next while the job is still there. */
    static final Duration REPEAT = Duration.ofSeconds(15);

    /** A job that runs, or may run, is asked first and cancelled after the grace; any other is cancelled at once. */
    static StopStep next(
            JobReport report, Status status, @Nullable Instant signalled, @Nullable Instant cancelled, Instant now) {
        return switch (report) {
            case JobReport.Absent absent -> WAIT;
            case JobReport.Undetermined unknown ->
                status == Status.SUBMITTED || status == Status.PENDING
                        ? cancel(cancelled, now)
                        : inOrder(signalled, cancelled, now);
            case JobReport.Seen seen -> of(seen.job(), signalled, cancelled, now);
        };
    }

    private static StopStep of(JobRecord job, @Nullable Instant signalled, @Nullable Instant cancelled, Instant now) {
        if (job.state() == JobState.COMPLETING) {
            return WAIT;
        }
        return switch (job.state().group()) {
            case COMPLETED, CANCELLED, TIMEOUT, FAILED -> WAIT;
            case RUNNING, TRANSIENT -> inOrder(signalled, cancelled, now);
            case WAITING, SUSPENDED, UNKNOWN -> cancel(cancelled, now);
        };
    }

    private static StopStep inOrder(@Nullable Instant signalled, @Nullable Instant cancelled, Instant now) {
        if (signalled == null) {
            return SIGNAL;
        }
        return now.isBefore(signalled.plus(GRACE)) ? WAIT : cancel(cancelled, now);
    }

    private static StopStep cancel(@Nullable Instant cancelled, Instant now) {
        return cancelled == null || !now.isBefore(cancelled.plus(REPEAT)) ? CANCEL : WAIT;
    }
}
