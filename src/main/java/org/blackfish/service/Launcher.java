package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.blackfish.cluster.Schedulers;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Settings;

/** Launches services: checks an order whole, then commits the intent, submits, and commits the job's number. */
@ApplicationScoped
public class Launcher {
    private static final System.Logger LOG = System.getLogger(Launcher.class.getName());

    private final Duration submitWait;
    private final Services services;
    private final Planner planner;
    private final Launching launching;
    private final Schedulers schedulers;
    private final Watchers watchers;

    @Inject
    Launcher(
            Settings settings,
            Services services,
            Planner planner,
            Launching launching,
            Schedulers schedulers,
            Watchers watchers) {
        this.submitWait = settings.submitWait();
        this.services = services;
        this.planner = planner;
        this.launching = launching;
        this.schedulers = schedulers;
        this.watchers = watchers;
    }

    /** What a launch would do; {@code InvalidInput} names every wrong field at once. Nothing is stored. */
    public LaunchPlan plan(LaunchOrder order) {
        return planner.plan(order, UUID.randomUUID());
    }

    /** Throws {@code InvalidInput} with these wrong fields and every other one that the order has. */
    public void refuse(LaunchOrder order, Map<String, String> wrong) {
        planner.plan(order, UUID.randomUUID(), new WrongFields(wrong));
    }

    /**
     * Launches and waits for {@code sbatch} as long as the setting allows; after that the launch goes on and the answer
     * is a submitted service without job number. {@code CommandFailed} carries Slurm's refusal; the failed service stays
     * on record. The same order with the same idempotency key answers with the same service.
     */
    public Service launch(LaunchOrder order) {
        Optional<Service> earlier = launching.earlier(order);
        if (earlier.isPresent()) {
            return Repetition.of(order, earlier.get());
        }
        watchers.somebodyWatches();
        UUID id = UUID.randomUUID();
        Service service = launching.recordIntent(order, planner.plan(order, id), id);
        return service.id().equals(id) ? submit(service) : Repetition.of(order, service);
    }

    /** What Slurm says to the script without queueing it; it is waited for at most 20 s. */
    public SlurmOpinion test(LaunchPlan plan) {
        return Forecast.ask(schedulers.of(plan.profile()), plan.script());
    }

    private Service submit(Service service) {
        CompletableFuture<Service> submitted = new CompletableFuture<>();
        // The database's driver hands what a virtual thread reads to another thread, and somebody waits for this one.
        Thread.ofPlatform().daemon().name("submit-" + service.id()).start(() -> {
            try {
                submitted.complete(launching.submit(service));
            } catch (RuntimeException e) {
                submitted.completeExceptionally(e);
            }
        });
        try {
            return submitted.get(submitWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return services.get(service.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return services.get(service.id());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            LOG.log(System.Logger.Level.ERROR, "The launch of " + service.id() + " is settled later", e);
            return services.get(service.id());
        }
    }
}
