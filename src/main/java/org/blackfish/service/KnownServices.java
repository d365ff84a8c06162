package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.problem.UnknownItem;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What database and key files say about services, kept in memory until one of them changes: a call of the gateway costs
 * no query. Only this process changes rows, and says so after each commit.
 */
@ApplicationScoped
public class KnownServices {
    private final AtomicLong state = new AtomicLong();
    private final Services services;
    private final ServiceKeys keys;
    private final AtomicReference<Picture> picture = new AtomicReference<>(new Picture(0));

    @Inject
    KnownServices(Services services, ServiceKeys keys) {
        this.services = services;
        this.keys = keys;
    }

    /** All that was found since the state began; a name or an id that nobody has is not kept. */
    private static final class Picture {
        private final long state;
        private final Map<UUID, Service> rows = new ConcurrentHashMap<>();
        private final Map<String, UUID> names = new ConcurrentHashMap<>();
        private final Map<UUID, Secret> keys = new ConcurrentHashMap<>();
        private volatile @Nullable List<Service> healthy;

        Picture(long state) {
            this.state = state;
        }
    }

    void changed(@Observes ServiceChanged change) {
        state.incrementAndGet();
    }

    void removed(@Observes ServiceRemoved removal) {
        state.incrementAndGet();
    }

    /** The service; {@link UnknownItem} when there is none. */
    Service get(UUID id) {
        return now().rows.computeIfAbsent(id, services::get);
    }

    /** As {@link Services#findByName}, the id alone. */
    public Optional<UUID> findByName(String name) {
        Picture now = now();
        UUID known = now.names.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<UUID> found = services.findByName(name).map(Service::id);
        found.ifPresent(id -> now.names.put(name, id));
        return found;
    }

    /** Those whose status is healthy, newest first. */
    List<Service> healthy() {
        Picture now = now();
        List<Service> known = now.healthy;
        if (known == null) {
            known = services.list(new ServiceFilter(null, null, null, Status.HEALTHY, null, null, null));
            now.healthy = known;
        }
        return known;
    }

    Secret key(UUID id) {
        return now().keys.computeIfAbsent(id, keys::of);
    }

    /** Taken before anything is read: what changes during the reading makes the whole picture old. */
    private Picture now() {
        long current = state.get();
        Picture known = picture.get();
        if (known.state == current) {
            return known;
        }
        Picture fresh = new Picture(current);
        picture.set(fresh);
        return fresh;
    }
}
