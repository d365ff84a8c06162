package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.Scheduler;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Commits what {@link Lifecycle} decides, tells it, and cleans up after a service that has come to its end. */
@ApplicationScoped
class Outcomes {
    private static final System.Logger LOG = System.getLogger(Outcomes.class.getName());

    private final Services services;
    private final ServiceLog log;
    private final JobFolders folders;
    private final Endpoints endpoints;
    private final News news;
    private final Clock clock;

    @Inject
    Outcomes(Services services, ServiceLog log, JobFolders folders, Endpoints endpoints, News news, Clock clock) {
        this.services = services;
        this.log = log;
        this.folders = folders;
        this.endpoints = endpoints;
        this.news = news;
        this.clock = clock;
    }

    /** The service as it is afterwards; unchanged by us when somebody else changed it since {@code seen} was read. */
    Service apply(Service seen, JobReport report, Probe probe, Scheduler scheduler) {
        Decision decision = decide(seen, report, probe);
        if (!decision.isNews()) {
            return seen;
        }
        Optional<Service> changed = services.changeIfStill(seen, row -> decision.carryOut(row, clock.instant()));
        if (changed.isEmpty()) {
            return readAgain(seen);
        }
        if (decision.ends()) {
            cleanUp(changed.get(), decision.verdict(), scheduler);
        }
        return news.changed(changed.get());
    }

    Decision decide(Service seen, JobReport report, Probe probe) {
        JobRecord job = report instanceof JobReport.Seen known ? known.job() : null;
        return new Decision(
                seen, explained(seen, job, Lifecycle.next(Facts.of(seen), report, probe, clock.instant())), job);
    }

    /**
     * Commits in one transaction what ends no service; the services as they are afterwards, without those that somebody
     * else changed meanwhile.
     */
    Map<UUID, Service> apply(Collection<Decision> decisions) {
        Map<UUID, Service> now = new HashMap<>();
        Map<UUID, Decision> wanted = new HashMap<>();
        for (Decision decision : decisions) {
            Service seen = decision.seen();
            if (decision.isNews()) {
                wanted.put(seen.id(), decision);
            } else {
                now.put(seen.id(), seen);
            }
        }
        Instant at = clock.instant();
        List<Service> seen = wanted.values().stream().map(Decision::seen).toList();
        List<Service> changed = services.changeIfStill(
                seen, row -> Objects.requireNonNull(wanted.get(row.id())).carryOut(row, at));
        changed.forEach(service -> now.put(service.id(), news.changed(service)));
        return now;
    }

    /**
     * The service as it is by now. What differs from {@code seen} is told, and cleaned up after an end, once more: it may be
     * a commit of ours whose answer was lost.
     */
    Service readAgain(Service seen) {
        Service now = services.find(seen.id()).orElse(seen);
        if (now.version() == seen.version()) {
            return now;
        }
        if (!now.status().isLive()) {
            forget(now);
        }
        return news.changed(now);
    }

    /** Ends a service that has no job and will have none. */
    Service endWithoutJob(Service seen, Status end, String why) {
        Optional<Service> changed = services.changeIfStill(seen, row -> row.ended(end, why, clock.instant()));
        if (changed.isEmpty()) {
            return readAgain(seen);
        }
        forget(changed.get());
        return news.changed(changed.get());
    }

    private Verdict explained(Service seen, @Nullable JobRecord job, Verdict verdict) {
        String stopped = seen.stopReason();
        if (stopped != null && !verdict.status().isLive()) {
            return new Verdict(verdict.status(), verdict.phase(), stopped, null, verdict.release());
        }
        boolean ends = seen.status().isLive() && !verdict.status().isLive() && !seen.isStopAsked();
        if (!ends
                || job == null
                || (job.state().group() != JobGroup.FAILED && job.state().group() != JobGroup.TIMEOUT)) {
            return verdict;
        }
        String words = FailureWords.explain(job, lastAttempt(seen));
        return new Verdict(verdict.status(), verdict.phase(), words, null, verdict.release());
    }

    private LastAttempt lastAttempt(Service service) {
        try {
            return log.lastAttempt(service);
        } catch (ProblemException unreadable) {
            return LastAttempt.NONE;
        }
    }

    private void cleanUp(Service service, Verdict verdict, Scheduler scheduler) {
        forget(service);
        String job = service.jobId();
        if (verdict.release() && job != null) {
            quietly(() -> scheduler.cancel(new JobId(job)));
        }
    }

    private void forget(Service ended) {
        endpoints.forget(ended.id());
        quietly(() -> folders.forgetKey(ended));
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "Cleaning up after a service failed: " + e.getMessage());
        }
    }
}
