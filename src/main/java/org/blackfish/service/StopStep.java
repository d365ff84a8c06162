package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;

/** What to do next to a job that is to end; pure. */
enum StopStep {
    /** TERM to the container program, so that it ends in order. */
    SIGNAL,
    /** Slurm's own cancel. */
    CANCEL,
    WAIT;

    /** From the orderly signal to the cancel. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * A job that runs, or may run, is asked first and cancelled after the grace; any other is cancelled at once. A job
     * that was not seen to be ours is left alone, whatever its number.
     */
    static StopStep next(JobReport report, Status status, Told told, Instant now) {
        return switch (report) {
            case JobReport.Absent absent -> WAIT;
            case JobReport.Undetermined unknown -> told.identified() ? unseen(status, told, now) : WAIT;
            case JobReport.Seen seen -> of(seen.job(), told, now);
        };
    }

    private static StopStep unseen(Status status, Told told, Instant now) {
        return status == Status.SUBMITTED || status == Status.PENDING ? cancel(told, now) : inOrder(told, now);
    }

    private static StopStep of(JobRecord job, Told told, Instant now) {
        if (job.state() == JobState.COMPLETING) {
            return WAIT;
        }
        return switch (job.state().group()) {
            case COMPLETED, CANCELLED, TIMEOUT, FAILED -> WAIT;
            case RUNNING, TRANSIENT -> inOrder(told, now);
            case WAITING, SUSPENDED, UNKNOWN -> cancel(told, now);
        };
    }

    private static StopStep inOrder(Told told, Instant now) {
        Instant signalled = told.signalled();
        if (signalled == null) {
            return SIGNAL;
        }
        return now.isBefore(signalled.plus(GRACE)) ? WAIT : cancel(told, now);
    }

    private static StopStep cancel(Told told, Instant now) {
        Instant cancelled = told.cancelled();
        return cancelled == null || !now.isBefore(cancelled.plus(told.pause())) ? CANCEL : WAIT;
    }
}
