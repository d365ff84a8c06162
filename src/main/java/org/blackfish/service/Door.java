package org.blackfish.service;

import java.util.List;
import java.util.UUID;
import org.blackfish.settings.Secret;
import org.blackfish.transport.Host;

/**
 * Where a ready service's engine listens and what opens it, for the gateway only.
 *
 * @param host dials {@code port} of {@code node} by {@link Host#connect}
 * @param engine {@code vllm} or {@code llama.cpp}
 * @param names every name that the engine answers to
 */
public record Door(UUID id, Host host, String node, int port, Secret key, String engine, List<String> names) {
    public Door {
        names = List.copyOf(names);
    }
}
