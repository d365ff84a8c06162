package org.blackfish.service;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobStanding;
import org.blackfish.cluster.NoAnswer;
import org.blackfish.cluster.QueueAnswer;
import org.blackfish.cluster.Scheduler;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Follows one live service: brings together what the queue, accounting and the engine say, has it decided and committed,
 * and ends its job when that was asked for. Its steps are taken one at a time; what a restart forgets is asked again.
 */
final class Follower {
    private static final System.Logger LOG = System.getLogger(Follower.class.getName());

    private final ReentrantLock steps = new ReentrantLock();
    private final Confirmations confirmations = new Confirmations();
    private final Launching launching;
    private final Outcomes outcomes;
    private final JobFolders folders;
    private final Scheduler scheduler;
    private final JobSight sight;
    private final Settling settling;
    private final EngineWatch engine;
    private final Ending ending;
    private final Clock clock;

    private final AtomicReference<@Nullable QueueAnswer> offered = new AtomicReference<>();
    private final FollowedRow row;
    private volatile JobReport report = new JobReport.Undetermined("Slurm was not asked yet.");
    private @Nullable Instant jobKnown;
    private boolean asked;

    Follower(
            Service service,
            Services services,
            Launching launching,
            Outcomes outcomes,
            JobFolders folders,
            Scheduler scheduler,
            Settling settling,
            EngineWatch engine,
            Clock clock) {
        this.row = new FollowedRow(services, service);
        this.launching = launching;
        this.outcomes = outcomes;
        this.folders = folders;
        this.scheduler = scheduler;
        this.sight = new JobSight(scheduler);
        this.settling = settling;
        this.engine = engine;
        this.ending = new Ending(scheduler);
        this.clock = clock;
        this.jobKnown = service.jobId() == null ? null : clock.instant();
    }

    /** The service as it was last read. */
    Service service() {
        return row.service();
    }

    /** Somebody changed it; it is read again at the next step. What a step of ours commits is known already. */
    void changed() {
        if (!steps.isHeldByCurrentThread()) {
            row.changed();
        }
    }

    boolean isOver() {
        return !row.isStale() && !service().status().isLive();
    }

    /** Whether Slurm can tell anything about it yet; while {@code sbatch} runs it cannot. */
    boolean isWithSlurm() {
        return service().jobId() != null || !launching.isUnderWay(service().id());
    }

    /** Whether {@link #step} has something to do. */
    boolean isDue(boolean watched, Instant now) {
        return row.isStale()
                || service().isStopAsked()
                || engine.isDue(service(), report, watched, now)
                || engine.isSignDue(service(), watched, now)
                || engine.isProofDue(service(), report, now);
    }

    /** Whether a look into the queue is wanted now, out of turn; each wish is told once. */
    boolean wantsConfirmation(Instant now) {
        return confirmations.areWanted(now);
    }

    /** Keeps a look into the queue to be seen; false when an older one waited, whose turn this one takes. */
    boolean offer(QueueAnswer answer) {
        return offered.getAndSet(answer) == null;
    }

    /**
     * What the look that waits makes of the service if nothing has to be asked or done for it; the step goes on until
     * {@link #leave} then. Empty where {@link #see()} is needed.
     */
    Optional<Decision> judge(QueueAnswer answer) {
        Optional<Decision> decision = Optional.empty();
        if (steps.tryLock()) {
            try {
                decision = glance(answer);
            } finally {
                if (decision.isEmpty()) {
                    steps.unlock();
                }
            }
        }
        return decision;
    }

    /** After {@link #judge}, as committed. False when another look came meanwhile, which is to be seen. */
    boolean judged(QueueAnswer answer, Service now) {
        row.is(now);
        return offered.compareAndSet(answer, null);
    }

    void leave() {
        steps.unlock();
    }

    private Optional<Decision> glance(QueueAnswer answer) {
        JobId job = job();
        boolean plain =
                !row.isStale() && service().status().isLive() && !service().isStopAsked();
        boolean newest = answer.equals(offered.get());
        if (!plain || !newest || job == null || jobKnown == null || answer.at().isBefore(jobKnown)) {
            return Optional.empty();
        }
        Optional<JobReport> seen =
                sight.glance(service(), job, answer).filter(found -> !JobSight.isBackInQueue(service(), found));
        seen.ifPresent(this::told);
        return seen.map(found -> outcomes.decide(service(), found, new Probe.NotAsked()));
    }

    /** Takes in the look into the queue that waits, if any. */
    void see() {
        steps.lock();
        try {
            QueueAnswer answer = offered.getAndSet(null);
            if (answer == null) {
                return;
            }
            refresh();
            JobId job = job();
            if (!service().status().isLive()) {
                return;
            }
            if (job == null) {
                settle(answer);
            } else if (jobKnown != null && !answer.at().isBefore(jobKnown)) {
                follow(job, answer);
            }
        } finally {
            steps.unlock();
        }
    }

    /** Looks at the engine or goes on ending the job; returns at once when a step is under way. */
    void step(boolean watched) {
        if (!steps.tryLock()) {
            return;
        }
        try {
            refresh();
            JobId job = job();
            if (service().status().isLive() && job != null) {
                step(job, watched, clock.instant());
            }
        } finally {
            steps.unlock();
        }
    }

    private void step(JobId job, boolean watched, Instant now) {
        if (service().isStopAsked()) {
            end(now);
        } else if (report instanceof JobReport.Seen seen && engine.isDue(service(), report, watched, now)) {
            boolean wasWell = service().status() == Status.HEALTHY;
            decide(engine.look(service(), seen.job(), now));
            if (wasWell && service().status() == Status.UNHEALTHY) {
                confirmations.at(now);
            }
        } else if (engine.isProofDue(service(), report, now)) {
            engine.prove(service(), job, now);
        } else if (engine.isSignDue(service(), watched, now)
                && !asked
                && engine.saysThatItRuns(service(), job, report, now)) {
            asked = true;
            confirmations.at(now);
        }
    }

    private void refresh() {
        row.refresh();
        if (jobKnown == null && service().jobId() != null) {
            // An older picture of the queue cannot show the job and proves nothing.
            jobKnown = clock.instant();
            ending.identified();
        }
    }

    private @Nullable JobId job() {
        String id = service().jobId();
        return id == null ? null : new JobId(id);
    }

    private void follow(JobId job, QueueAnswer answer) {
        told(sight.see(service(), job, answer));
        if (JobSight.isBackInQueue(service(), report)) {
            folders.forgetEndpoint(service());
        }
        decide(new Probe.NotAsked());
        if (service().status().isLive() && service().isStopAsked()) {
            end(clock.instant());
        }
    }

    private void told(JobReport news) {
        report = news;
        if (news instanceof JobReport.Seen) {
            ending.identified();
        }
        asked = false;
    }

    private void decide(Probe probe) {
        row.is(outcomes.apply(service(), report, probe, scheduler));
    }

    private void settle(QueueAnswer answer) {
        if (launching.isUnderWay(service().id())) {
            return;
        }
        switch (answer) {
            case NoAnswer none -> {
                report = new JobReport.Undetermined(none.why());
                decide(new Probe.NotAsked());
            }
            case org.blackfish.cluster.Queue look -> settled(settling.after(service(), look));
        }
    }

    private void settled(JobStanding standing) {
        switch (standing) {
            case JobStanding.NotYet notYet ->
                LOG.log(System.Logger.Level.DEBUG, "Not settled: {0}", service().id());
            case JobStanding.Adopt adopt -> {
                row.is(launching.recordJob(service().id(), adopt.id()));
                row.changed();
            }
            case JobStanding.AbsentSettled absent -> {
                if (service().isStopAsked()) {
                    row.is(outcomes.endWithoutJob(service(), Status.STOPPED, "Stopped before it had a job."));
                } else {
                    submitAgain();
                }
            }
        }
    }

    private void submitAgain() {
        try {
            row.is(launching.submitAgain(service()).orElseGet(() -> outcomes.readAgain(service())));
        } catch (ProblemException refusalThatIsOnRecord) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} was refused: {1}",
                    service().id(),
                    refusalThatIsOnRecord.getMessage());
        } finally {
            row.changed();
        }
    }

    private void end(Instant now) {
        JobId job = job();
        if (job != null && ending.step(job, report, service().status(), now)) {
            confirmations.afterEnd(now);
        }
    }
}
