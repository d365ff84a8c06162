package org.blackfish.service;

import java.time.Instant;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.Scheduler;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Ends one job: told in order, cancelled after the grace, and cancelled again until the queue confirms it. */
final class Ending {
    private static final System.Logger LOG = System.getLogger(Ending.class.getName());

    private final Scheduler scheduler;
    private @Nullable Instant signalled;
    private @Nullable Instant cancelled;

    Ending(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Takes the next step if it is time; whether one was taken, so that the queue is worth a look. */
    boolean step(JobId job, JobReport report, Status status, Instant now) {
        StopStep step = StopStep.next(report, status, signalled, cancelled, now);
        try {
            switch (step) {
                case SIGNAL -> {
                    signalled = now;
                    scheduler.signal(job);
                }
                case CANCEL -> {
                    cancelled = now;
                    scheduler.cancel(job);
                }
                case WAIT -> {
                    return false;
                }
            }
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + job + " could not be told to end yet: " + e.getMessage());
        }
        return true;
    }
}
