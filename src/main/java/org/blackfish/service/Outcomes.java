package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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
        Instant now = clock.instant();
        JobRecord job = report instanceof JobReport.Seen known ? known.job() : null;
        Verdict verdict = explained(seen, job, Lifecycle.next(Facts.of(seen), report, probe, now));
        if (!seen.differs(verdict, job)) {
            return seen;
        }
        Optional<Service> changed = services.changeIfStill(seen, row -> row.follow(verdict, job, now));
        if (changed.isEmpty()) {
            return services.find(seen.id()).orElse(seen);
        }
        if (!verdict.status().isLive()) {
            cleanUp(changed.get(), verdict, scheduler);
        }
        return news.changed(changed.get());
    }

    /** Ends a service that has no job and will have none. */
    Service endWithoutJob(Service seen, Status end, String why) {
        Optional<Service> changed = services.changeIfStill(seen, row -> row.ended(end, why, clock.instant()));
        changed.ifPresent(service -> {
            quietly(() -> folders.forgetKey(service));
            news.changed(service);
        });
        return changed.or(() -> services.find(seen.id())).orElse(seen);
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
        endpoints.forget(service.id());
        quietly(() -> folders.forgetKey(service));
        String job = service.jobId();
        if (verdict.release() && job != null) {
            quietly(() -> scheduler.cancel(new JobId(job)));
        }
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "Cleaning up after a service failed: " + e.getMessage());
        }
    }
}
