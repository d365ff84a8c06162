package org.blackfish.service;

import java.time.Instant;
import java.util.Optional;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.NoAnswer;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.QueueAnswer;
import org.blackfish.cluster.Scheduler;

/**
 * What is known of one service's job: from the queue, and from accounting once it has left the queue unseen. Accounting
 * that does not answer is asked again later and ever more seldom.
 */
final class JobSight {
    private final Scheduler scheduler;
    private final Patience patience = new Patience();
    private JobReport accounted = new JobReport.Undetermined("Accounting was not asked yet.");

    JobSight(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** After a stop was asked for, a queue without the job is all the proof that is needed. */
    JobReport see(Service service, JobId job, QueueAnswer answer) {
        return switch (answer) {
            case NoAnswer none -> new JobReport.Undetermined(none.why());
            case Queue queue ->
                queue.find(job, service.workDirectory())
                        .<JobReport>map(found -> new JobReport.Seen(withExitCode(service, found)))
                        .orElseGet(() -> vanished(service, job, queue.at()));
        };
    }

    /** As {@link #see}, but only what needs no question to accounting. */
    Optional<JobReport> glance(Service service, JobId job, QueueAnswer answer) {
        return switch (answer) {
            case NoAnswer none -> Optional.of(new JobReport.Undetermined(none.why()));
            case Queue queue ->
                queue.find(job, service.workDirectory())
                        .filter(found -> !found.state().group().ended())
                        .map(JobReport.Seen::new);
        };
    }

    /** Whether Slurm has put a job that had started back into the queue. */
    static boolean isBackInQueue(Service service, JobReport report) {
        return report instanceof JobReport.Seen seen
                && seen.job().state().group() == JobGroup.WAITING
                && service.phase() != Phase.QUEUED;
    }

    private JobReport vanished(Service service, JobId job, Instant now) {
        if (service.isStopAsked()) {
            return new JobReport.Absent();
        }
        if (patience.isOver(now)) {
            accounted = ended(scheduler.accounting(job, service.workDirectory(), service.createdAt()));
            patience.asked(now);
        }
        return accounted;
    }

    /** Accounting lags behind: what has left the queue has ended, and only an end is believed. */
    private static JobReport ended(JobReport report) {
        return report instanceof JobReport.Seen seen
                        && !seen.job().state().group().ended()
                ? new JobReport.Undetermined("The job has left the queue and accounting still says "
                        + seen.job().stateWord() + ".")
                : report;
    }

    /** The queue does not tell exit codes; a failure is worth one question. */
    private JobRecord withExitCode(Service service, JobRecord found) {
        if (found.state().group() != JobGroup.FAILED
                || service.isStopAsked()
                || !service.status().isLive()) {
            return found;
        }
        return scheduler.accounting(found.id(), service.workDirectory(), service.createdAt())
                        instanceof JobReport.Seen seen
                ? new JobRecord(
                        found.id(),
                        found.state(),
                        found.stateWord(),
                        found.reason(),
                        found.node(),
                        found.submitted(),
                        found.started(),
                        found.ends(),
                        found.workDirectory(),
                        found.name(),
                        seen.job().exitCode(),
                        found.restarts())
                : found;
    }
}
