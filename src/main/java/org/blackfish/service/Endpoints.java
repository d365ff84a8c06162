package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.cluster.Endpoint;

/** The endpoints that were proven to be ours since this program started; only these are ever sent anything. */
@ApplicationScoped
class Endpoints {
    private final Map<UUID, Endpoint> proven = new ConcurrentHashMap<>();

    Optional<Endpoint> of(UUID id) {
        return Optional.ofNullable(proven.get(id));
    }

    void keep(UUID id, Endpoint endpoint) {
        proven.put(id, endpoint);
    }

    void forget(UUID id) {
        proven.remove(id);
    }
}
