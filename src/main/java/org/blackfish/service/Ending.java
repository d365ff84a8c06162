package org.blackfish.service;

import java.time.Instant;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.Scheduler;
import org.blackfish.problem.ProblemException;

/** Ends one job: told in order, cancelled after the grace, and cancelled again until it is gone, ever more seldom. */
final class Ending {
    private static final System.Logger LOG = System.getLogger(Ending.class.getName());

    private final Scheduler scheduler;
    private Told told = Told.NOTHING;

    Ending(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** This process has learnt that the job is ours; before that it is told nothing. */
    void identified() {
        told = told.identify();
    }

    /** Takes the next step if it is time; whether one was taken and went well, so that the queue is worth a look. */
    boolean step(JobId job, JobReport report, Status status, Instant now) {
        StopStep step = StopStep.next(report, status, told, now);
        try {
            switch (step) {
                case SIGNAL -> {
                    told = told.signalled(now);
                    scheduler.signal(job);
                }
                case CANCEL -> {
                    told = told.cancelled(now);
                    scheduler.cancel(job);
                }
                case WAIT -> {
                    return false;
                }
            }
            return true;
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "Job " + job + " could not be told to end yet: " + e.getMessage());
            return false;
        }
    }
}
