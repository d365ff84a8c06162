package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Polling;
import org.jspecify.annotations.Nullable;

/**
 * When to look at one service's engine, and the look. While somebody watches a start it is every second, else as often
 * as Slurm is asked; a healthy engine every 10 s, so that its watcher's silence tells something ({@link Heartbeat}). A
 * healthy one that fails gets a second chance a second later.
 */
final class EngineWatch {
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration HEALTHY = Duration.ofSeconds(10);

    private final Readiness readiness;
    private final ServiceKeys keys;
    private final Endpoints endpoints;
    private final Polling polling;
    private volatile @Nullable Instant last;
    private volatile boolean doubted;
    private volatile boolean unsure;
    private volatile @Nullable Instant lastSign;

    EngineWatch(Readiness readiness, ServiceKeys keys, Endpoints endpoints, Polling polling) {
        this.readiness = readiness;
        this.keys = keys;
        this.endpoints = endpoints;
        this.polling = polling;
    }

    /** Whether it is time for a look; only a job that runs has an engine. */
    boolean isDue(Service service, JobReport report, boolean watched, Instant now) {
        if (!(report instanceof JobReport.Seen seen) || !runs(seen.job()) || service.isStopAsked()) {
            return false;
        }
        Instant before = last;
        return before == null || !now.isBefore(before.plus(interval(service.status(), watched)));
    }

    private Duration interval(Status status, boolean watched) {
        if (unsure) {
            return OFTEN;
        }
        if (status == Status.HEALTHY) {
            return doubted ? OFTEN : HEALTHY;
        }
        return watched ? OFTEN : polling.active();
    }

    /**
     * Whether the job itself has said that it runs while Slurm's last word is that it waits. Costs a look at a file and
     * saves people most of the time until the next look into the queue.
     */
    boolean saysThatItRuns(Service service, JobId job, JobReport report, Instant now) {
        boolean waits =
                !(report instanceof JobReport.Seen seen) || seen.job().state().group() == JobGroup.WAITING;
        if (!waits) {
            return false;
        }
        lastSign = now;
        return endpoints
                .listen(service)
                .filter(heartbeat -> heartbeat.endpoint().job().equals(job))
                .isPresent();
    }

    /** Whether it is time for {@link #saysThatItRuns}; only while somebody watches a start. */
    boolean isSignDue(Service service, boolean watched, Instant now) {
        Instant before = lastSign;
        return watched
                && !service.isStopAsked()
                && service.jobId() != null
                && service.phase() == Phase.QUEUED
                && (before == null || !now.isBefore(before.plus(OFTEN)));
    }

    /** Whether it is time to prove a healthy service's endpoint while Slurm tells nothing, as after a restart. */
    boolean isProofDue(Service service, JobReport report, Instant now) {
        Instant before = last;
        return !(report instanceof JobReport.Seen)
                && service.status() == Status.HEALTHY
                && !service.isStopAsked()
                && (before == null || !now.isBefore(before.plus(unsure ? OFTEN : HEALTHY)));
    }

    /** Proves the endpoint by the run that was last known; decides nothing about the service. */
    void prove(Service service, JobId job, Instant now) {
        last = now;
        ask(service, Readiness.Run.of(service, job));
    }

    private static boolean runs(JobRecord job) {
        return job.state().group() == JobGroup.RUNNING
                || (job.state().group() == JobGroup.TRANSIENT && job.state() != JobState.COMPLETING);
    }

    /** Looks now. */
    Probe look(Service service, JobRecord job, Instant now) {
        last = now;
        Probe probe = ask(service, Readiness.Run.of(job));
        if (probe instanceof Probe.Unsure) {
            return probe;
        }
        boolean failed = !(probe instanceof Probe.Good);
        if (service.status() == Status.HEALTHY && failed && !doubted) {
            doubted = true;
            return new Probe.NotAsked();
        }
        doubted = false;
        return probe;
    }

    private Probe ask(Service service, Readiness.Run run) {
        try {
            Optional<Heartbeat> said = endpoints.listen(service);
            Readiness.Look look = readiness.look(run, said, endpoints.of(service.id()), keys.of(service.id()));
            look.proven().ifPresent(endpoint -> endpoints.keep(service.id(), endpoint));
            unsure = look.probe() instanceof Probe.Unsure;
            if (look.probe() instanceof Probe.NotServing || look.probe() instanceof Probe.Silent) {
                endpoints.doubt(service.id());
            }
            return look.probe();
        } catch (ProblemException e) {
            return new Probe.Bad("The engine could not be looked at: " + e.getMessage());
        }
    }
}
