package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.cluster.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs' watchers say, and the endpoints that were proven to be ours since this program started; only these are
 * ever sent anything, and only while their watcher lives.
 */
@ApplicationScoped
class Endpoints {
    private final Map<UUID, Endpoint> proven = new ConcurrentHashMap<>();
    private final Map<UUID, Line> lines = new ConcurrentHashMap<>();
    private final JobFolders folders;
    private final Ticker ticker;

    @Inject
    Endpoints(JobFolders folders, Ticker ticker) {
        this.folders = folders;
        this.ticker = ticker;
    }

    /** The endpoint that was proven to be ours, if one was and it was not doubted since. */
    Optional<Endpoint> of(UUID id) {
        return Optional.ofNullable(proven.get(id));
    }

    void keep(UUID id, Endpoint endpoint) {
        proven.put(id, endpoint);
    }

    /** It has to be proven again. */
    void doubt(UUID id) {
        proven.remove(id);
    }

    /** Nothing is known of the service any more. */
    void forget(UUID id) {
        proven.remove(id);
        lines.remove(id);
    }

    /** Reads what the service's watcher says now; empty when it says nothing. */
    Optional<Heartbeat> listen(Service service) {
        return heard(service, Duration.ZERO);
    }

    /** As {@link #listen}, but what was read less than {@code age} ago will do; callers at the same time share a look. */
    Optional<Heartbeat> heard(Service service, Duration age) {
        return lines.computeIfAbsent(service.id(), id -> new Line()).heard(service, age);
    }

    /** By our time that only goes forward; see {@link Heartbeat}. */
    Heartbeat.Liveness liveness(Heartbeat heartbeat) {
        return heartbeat.liveness(ticker.now());
    }

    /** The looks at one watcher's word, one after the other: an old word must never be taken in after a newer one. */
    private final class Line {
        private final ReentrantLock looking = new ReentrantLock();
        private @Nullable Heartbeat last;
        private @Nullable Duration looked;
        private boolean says;

        Optional<Heartbeat> heard(Service service, Duration age) {
            looking.lock();
            try {
                Duration now = ticker.now();
                if (looked == null || now.minus(looked).compareTo(age) >= 0) {
                    look(service, now);
                }
                return says ? Optional.ofNullable(last) : Optional.empty();
            } finally {
                looking.unlock();
            }
        }

        private void look(Service service, Duration now) {
            Optional<Endpoint> said = folders.endpoint(service);
            looked = now;
            says = said.isPresent();
            said.ifPresent(word -> last = last == null ? Heartbeat.first(word, now) : last.then(word, now));
        }
    }
}
