package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.blackfish.cluster.Need;
import org.blackfish.cluster.NoAnswer;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.QueueAnswer;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.Watch;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Follows every live service from the start of the program to its stop: owns the one poller of each cluster, states how
 * often Slurm is asked, and gives every service its steps. Nobody who reads a page or calls the API makes it ask more.
 */
@ApplicationScoped
public class Reconciler {
    private static final Duration CONFIRM_AFTER = Duration.ofSeconds(2);

    private final Map<UUID, Follower> followed = new ConcurrentHashMap<>();
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Map<String, Need> needs = new ConcurrentHashMap<>();
    private final Map<String, SlurmLooked> looks = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Pulse> pulse = new AtomicReference<>();
    private final Settings settings;
    private final Services services;
    private final Followers followers;
    private final Schedulers schedulers;
    private final Watchers watchers;
    private final Remains remains;
    private final News news;
    private final Clock clock;

    @Inject
    Reconciler(
            Settings settings,
            Services services,
            Followers followers,
            Schedulers schedulers,
            Watchers watchers,
            Remains remains,
            News news,
            Clock clock) {
        this.settings = settings;
        this.services = services;
        this.followers = followers;
        this.schedulers = schedulers;
        this.watchers = watchers;
        this.remains = remains;
        this.news = news;
        this.clock = clock;
    }

    /** Takes up every live service where the last run of the program left it. Later calls do nothing. */
    public void start() {
        Pulse fresh = new Pulse(() -> !followed.isEmpty(), this::beat);
        if (pulse.compareAndSet(null, fresh)) {
            services.live().forEach(this::follow);
            fresh.start();
            fresh.run(() -> clearUp(fresh));
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
            follow(event.service());
        }
        running.poke();
    }

    void removed(@Observes ServiceRemoved event) {
        followed.remove(event.id());
    }

    /** The pollers, one for each cluster that has or had a live service since the start. */
    Collection<Watch> watches() {
        return List.copyOf(watches.values());
    }

    /** The last good look into the queue of this profile; empty when there was none. */
    Optional<Queue> picture(Profile place) {
        return Optional.ofNullable(watches.get(Schedulers.cluster(place))).flatMap(Watch::lastGood);
    }

    /** One look soon, to see whether a cancel has worked. */
    void lookAgain(Profile place) {
        Pulse running = pulse.get();
        if (running != null) {
            running.after(CONFIRM_AFTER, () -> watch(place, running).lookNow());
        }
    }

    /**
     * When something lies about that no row knows, one look into the queues shows whether it is an orphan's; what is
     * nobody's is removed. Comes back as long as a queue does not answer or something is too young to be judged.
     */
    private void clearUp(Pulse running) {
        if (!remains.any()) {
            return;
        }
        Map<String, QueueAnswer> answers = new HashMap<>();
        for (Profile place : remains.places()) {
            answers.computeIfAbsent(
                    Schedulers.cluster(place), cluster -> watch(place, running).lookNow());
        }
        List<Queue> pictures = answers.values().stream()
                .flatMap(answer -> answer instanceof Queue queue ? Stream.of(queue) : Stream.empty())
                .toList();
        if (pictures.size() < answers.size() || remains.sweep(pictures)) {
            running.after(Remains.AGE, () -> clearUp(running));
        }
    }

    private void follow(Service service) {
        Follower known = followed.putIfAbsent(service.id(), followers.of(service));
        if (known != null) {
            // Its picture may be older than this one.
            known.changed();
        }
    }

    private void beat(Pulse running) {
        Instant now = clock.instant();
        boolean watched = watchers.watching();
        followed.values().removeIf(Follower::isOver);
        for (Follower follower : followed.values()) {
            watch(LaunchPlace.of(follower.service()), running);
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

    private Watch watch(Profile place, Pulse running) {
        return watches.computeIfAbsent(Schedulers.cluster(place), cluster -> {
            Watch watch = new Watch(schedulers.of(place), settings.polling(), answer -> told(cluster, answer, running));
            watch.start();
            return watch;
        });
    }

    private void told(String cluster, QueueAnswer answer, Pulse running) {
        List<Follower> here =
                on(cluster).stream().filter(follower -> follower.offer(answer)).toList();
        running.run(() -> {
            try {
                followers.round().see(answer, here, follower -> running.run(follower::see));
            } finally {
                // What the changes made due could not be done while the round held the followers.
                running.poke();
            }
        });
        SlurmLooked before = looks.getOrDefault(cluster, new SlurmLooked(null, null));
        SlurmLooked look = switch (answer) {
            case Queue queue -> new SlurmLooked(queue.at(), null);
            case NoAnswer none -> new SlurmLooked(before.asOf(), none.why());
        };
        if (!look.equals(before)) {
            looks.put(cluster, look);
            news.looked(look);
        }
    }

    private List<Follower> on(String cluster) {
        return followed.values().stream()
                .filter(follower -> cluster(follower).equals(cluster))
                .toList();
    }

    private static String cluster(Follower follower) {
        return Schedulers.cluster(LaunchPlace.of(follower.service()));
    }
}
