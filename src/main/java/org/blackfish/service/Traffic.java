package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** How many calls each service has under way and has had, as whoever leads them there tells. */
@ApplicationScoped
public class Traffic {
    private record Load(int open, long begun) {
        static final Load NONE = new Load(0, 0);
    }

    private final Map<UUID, Load> loads = new ConcurrentHashMap<>();

    /** The one with the fewest calls under way; among equals the one that had the fewest. */
    public Service leastBusy(List<Service> services) {
        return services.stream()
                .min(Comparator.comparingInt(
                                (Service service) -> load(service.id()).open())
                        .thenComparingLong(service -> load(service.id()).begun()))
                .orElseThrow();
    }

    private Load load(UUID id) {
        return loads.getOrDefault(id, Load.NONE);
    }

    public void began(UUID id) {
        loads.merge(id, new Load(1, 1), (old, one) -> new Load(old.open() + 1, old.begun() + 1));
    }

    public void ended(UUID id) {
        loads.computeIfPresent(id, (key, old) -> new Load(old.open() - 1, old.begun()));
    }

    /** Calls under way to a service. */
    public int open(UUID id) {
        return load(id).open();
    }

    /** Calls under way to all services. */
    public int open() {
        return loads.values().stream().mapToInt(Load::open).sum();
    }

    /** All calls since the start of the program. */
    public long calls() {
        return loads.values().stream().mapToLong(Load::begun).sum();
    }
}
