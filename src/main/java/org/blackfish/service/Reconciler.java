package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.cluster.Need;
import org.blackfish.cluster.QueueAnswer;
import org.blackfish.cluster.Watch;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Follows every live service from the start of the program to its stop: owns the one poller of each cluster, states how
 * often Slurm is asked, and gives every service its steps. Nobody who reads a page or calls the API makes it ask more.
 */
@ApplicationScoped
public class Reconciler {
    private final Map<UUID, Follower> followed = new ConcurrentHashMap<>();
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, Need> needs = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Pulse> pulse = new AtomicReference<>();
    private final Settings settings;
    private final Services services;
    private final Followers followers;
    private final Schedulers schedulers;
    private final Watchers watchers;
    private final Clock clock;

    @Inject
    Reconciler(
            Settings settings,
            Services services,
            Followers followers,
            Schedulers schedulers,
            Watchers watchers,
            Clock clock) {
        this.settings = settings;
        this.services = services;
        this.followers = followers;
        this.schedulers = schedulers;
        this.watchers = watchers;
        this.clock = clock;
    }

    /** Takes up every live service where the last run of the program left it. Later calls do nothing. */
    public void start() {
        Pulse fresh = new Pulse(() -> !followed.isEmpty(), this::beat);
        if (pulse.compareAndSet(null, fresh)) {
            services.live().forEach(this::follow);
            fresh.start();
        }
    }

    /** Stops asking and following; jobs go on. */
    public void stop() {
        Pulse running = pulse.getAndSet(null);
        if (running != null) {
            running.close();
            watches.values().forEach(Watch::close);
            watches.clear();
            needs.clear();
            followed.clear();
        }
    }

    void changed(@Observes ServiceChanged event) {
        Pulse running = pulse.get();
        if (running == null) {
            return;
        }
        Follower known = followed.get(event.id());
        if (known != null) {
            known.changed();
        } else if (event.status().isLive()) {
            services.find(event.id()).ifPresent(this::follow);
        }
        running.poke();
    }

    /** The pollers, one for each cluster that has or had a live service since the start. */
    Collection<Watch> watches() {
        return List.copyOf(watches.values());
    }

    private void follow(Service service) {
        followed.computeIfAbsent(service.id(), id -> followers.of(service));
    }

    private void beat(Pulse running) {
        Instant now = clock.instant();
        boolean watched = watchers.watching();
        followed.values().removeIf(Follower::isOver);
        for (Follower follower : followed.values()) {
            watches.computeIfAbsent(cluster(follower), cluster -> watch(cluster, follower, running));
            if (follower.isDue(watched, now)) {
                running.run(() -> follower.step(watched));
            }
        }
        watches.forEach((cluster, watch) -> {
            List<Follower> here = on(cluster);
            Need need = Needs.of(
                    here.stream()
                            .filter(Follower::isWithSlurm)
                            .map(follower -> Facts.of(follower.service()))
                            .toList(),
                    watched);
            if (needs.put(cluster, need) != need) {
                watch.need(need);
            }
            if (here.stream()
                            .filter(follower -> follower.wantsConfirmation(now))
                            .count()
                    > 0) {
                running.run(watch::lookNow);
            }
        });
    }

    private Watch watch(String cluster, Follower first, Pulse running) {
        Watch watch = new Watch(
                schedulers.of(Schedulers.place(first.service())),
                settings.polling(),
                answer -> told(cluster, answer, running));
        watch.start();
        return watch;
    }

    private void told(String cluster, QueueAnswer answer, Pulse running) {
        on(cluster).forEach(follower -> running.run(() -> follower.see(answer)));
    }

    private List<Follower> on(String cluster) {
        return followed.values().stream()
                .filter(follower -> cluster(follower).equals(cluster))
                .toList();
    }

    private static String cluster(Follower follower) {
        return Schedulers.cluster(Schedulers.place(follower.service()));
    }
}
