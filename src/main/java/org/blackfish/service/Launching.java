package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.Submission;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Upstream;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a launch, in the one order in which a crash between any two of them loses or doubles nothing: files,
 * row, {@code sbatch}, job number.
 */
@ApplicationScoped
class Launching {
    private final ReentrantLock turns = new ReentrantLock();
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final Path home;
    private final Duration usualGrace;
    private final Services services;
    private final ServiceKeys keys;
    private final JobFolders folders;
    private final Schedulers schedulers;
    private final News news;
    private final Clock clock;

    @Inject
    Launching(
            Settings settings,
            Services services,
            ServiceKeys keys,
            JobFolders folders,
            Schedulers schedulers,
            News news,
            Clock clock) {
        this.home = settings.homeDirectory();
        this.usualGrace = settings.gracePeriod();
        this.services = services;
        this.keys = keys;
        this.folders = folders;
        this.schedulers = schedulers;
        this.news = news;
        this.clock = clock;
    }

    /**
     * The service that was launched with the order's idempotency key; the store is not asked for an order without one. It is
     * told once more, since whoever repeats a launch may do so because the answer of its commit was lost.
     */
    Optional<Service> earlier(LaunchOrder order) {
        return Optional.ofNullable(order.idempotencyKey())
                .flatMap(key -> services.findByIdempotencyKey(key, clock.instant()))
                .map(news::changed);
    }

    /**
     * Writes script and key and commits the row; the caller submits next. Answers with another service, and leaves
     * nothing, when one with the order's idempotency key was faster.
     */
    Service recordIntent(LaunchOrder order, LaunchPlan plan, UUID id) {
        underWay.add(id);
        try {
            Service mine = written(order, plan, id);
            if (!mine.id().equals(id)) {
                underWay.remove(id);
            }
            return mine;
        } catch (RuntimeException e) {
            underWay.remove(id);
            // A commit whose answer was lost may have been made: then the service is settled like any other.
            try {
                services.find(id).ifPresent(news::changed);
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private Service written(LaunchOrder order, LaunchPlan plan, UUID id) {
        Secret key = Optional.ofNullable(order.apiKey()).orElseGet(Secret::generate);
        Instant now = clock.instant();
        LaunchNote note = LaunchNote.of(specification(order, plan, 0), now, home);
        // By the key's file what a crash leaves behind is found again, so it is the first to come and the last to go.
        keys.keep(id, key);
        folders.prepare(plan, id, note, key);
        Service mine = recordRow(order, plan, id, now);
        if (mine.id().equals(id)) {
            return news.changed(mine);
        }
        folders.remove(plan.profile(), id);
        keys.forget(id);
        return mine;
    }

    /** The row says since when it is being submitted, so that time is taken after the files were written. */
    private Service recordRow(LaunchOrder order, LaunchPlan plan, UUID id, Instant createdAt) {
        turns.lock();
        try {
            Optional<Service> faster = earlier(order);
            if (faster.isPresent()) {
                return faster.get();
            }
            if (order.idempotencyKey() != null) {
                services.forgetIdempotencyKeys(clock.instant().minus(Services.KEYS_LAST));
            }
            return services.add(port -> {
                Service row = new Service(id, specification(order, plan, port), createdAt);
                row.submits(clock.instant());
                return row;
            });
        } finally {
            turns.unlock();
        }
    }

    /** Makes the row of a job that was seen in the queue and has none; the one that is there if there is one. */
    Service adopt(UUID id, LaunchNote note, JobId job) {
        turns.lock();
        try {
            Optional<Service> known = services.find(id);
            if (known.isPresent()) {
                return known.get();
            }
            services.add(port -> {
                Service row = new Service(id, note.specification(port), note.createdAt());
                row.submitted(job, clock.instant());
                return row;
            });
        } finally {
            turns.unlock();
        }
        return news.changed(services.get(id));
    }

    /** Whether this process is between row and job number; nobody else may settle it meanwhile. */
    boolean isUnderWay(UUID id) {
        return underWay.contains(id);
    }

    /**
     * Runs {@code sbatch} once and commits what came of it. A refusal makes the service failed and is thrown; where the
     * answer was lost, the look-up by working directory settles it later.
     */
    Service submit(Service service) {
        underWay.add(service.id());
        try {
            return recordJob(service.id(), submitted(service));
        } catch (CommandFailed | HostUnreachable e) {
            refused(service, e);
            throw e;
        } catch (DeadlinePassed | Upstream e) {
            String why = "Whether Slurm has the job is being looked up. " + e.getMessage();
            return news.changed(services.change(service.id(), row -> row.unsettled(why, clock.instant())));
        } finally {
            underWay.remove(service.id());
        }
    }

    /** Runs {@code sbatch} once more for a service of which it is proven that Slurm has no job; empty if somebody changed it. */
    Optional<Service> submitAgain(Service service) {
        return services.changeIfStill(service, row -> row.submits(clock.instant()))
                .map(this::submit);
    }

    private JobId submitted(Service service) {
        return schedulers
                .of(LaunchPlace.of(service))
                .submit(new Submission(
                        service.workDirectory().resolve(JobFolders.SCRIPT),
                        service.workDirectory(),
                        service.name(),
                        "blackfish " + service.id()));
    }

    /** Commits the number of the one job of this service. */
    Service recordJob(UUID id, JobId job) {
        return news.changed(services.change(id, row -> row.submitted(job, clock.instant())));
    }

    private void refused(Service service, ProblemException refusal) {
        String why = String.valueOf(refusal.getMessage());
        Service ended = services.change(service.id(), row -> row.refused(why, clock.instant()));
        folders.forgetKey(ended);
        news.changed(ended);
    }

    private Specification specification(LaunchOrder order, LaunchPlan plan, int port) {
        Profile profile = plan.profile();
        return new Specification(
                order.name(),
                order.image(),
                plan.image().toString(),
                plan.model().repo(),
                plan.model().revision(),
                profile.name(),
                profile instanceof SlurmProfile slurm ? slurm.host() : "localhost",
                profile instanceof SlurmProfile slurm ? slurm.user() : null,
                profile.homeDirectory(),
                profile.cacheDirectory(),
                port,
                plan.resources(),
                plan.engine(),
                graceOf(order.grace()),
                order.options(),
                order.idleMinutes(),
                plan.sif(),
                order.idempotencyKey(),
                order.fingerprint());
    }

    private Duration graceOf(@Nullable Duration given) {
        return given == null ? usualGrace : given;
    }
}
