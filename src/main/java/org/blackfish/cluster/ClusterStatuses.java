package org.blackfish.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;

/** The state of each cluster, asked for when somebody looks and then shared by all for a minute. */
@ApplicationScoped
public class ClusterStatuses {
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** A controller that does not answer is not asked by every page that waits for it. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Map<String, Snapshot> snapshots = new ConcurrentHashMap<>();
    private final Schedulers schedulers;
    private final InstantSource clock;

    @Inject
    public ClusterStatuses(Schedulers schedulers, InstantSource clock) {
        this.schedulers = schedulers;
        this.clock = clock;
    }

    /** One cluster's, and whoever asks while it is being made waits for it. */
    private static final class Snapshot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Instant until;
        private @Nullable ClusterStatus status;
        private @Nullable ProblemException problem;
    }

    /** At most a minute old; Slurm's refusal or silence is thrown, for 15 s without asking it again. */
    public ClusterStatus of(Profile profile) {
        Snapshot snapshot = snapshots.computeIfAbsent(Schedulers.cluster(profile), key -> new Snapshot());
        snapshot.lock.lock();
        try {
            Instant until = snapshot.until;
            if (until == null || !clock.instant().isBefore(until)) {
                look(profile, snapshot);
            }
            if (snapshot.problem != null) {
                throw snapshot.problem;
            }
            return Objects.requireNonNull(snapshot.status);
        } finally {
            snapshot.lock.unlock();
        }
    }

    private void look(Profile profile, Snapshot snapshot) {
        try {
            snapshot.status = schedulers.of(profile).status();
            snapshot.problem = null;
        } catch (ProblemException e) {
            snapshot.problem = e;
        }
        snapshot.until = clock.instant().plus(snapshot.problem == null ? FRESH : SILENCE);
    }
}
