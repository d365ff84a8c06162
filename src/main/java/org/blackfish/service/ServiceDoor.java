package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.cluster.Endpoint;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;

/** Says where a ready service can be reached, and remembers that it was used. */
@ApplicationScoped
public class ServiceDoor {
    private static final Duration NOTED_EVERY = Duration.ofSeconds(60);

    private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();
    private final Services services;
    private final ServiceKeys keys;
    private final Endpoints endpoints;
    private final Hosts hosts;
    private final Clock clock;

    @Inject
    ServiceDoor(Services services, ServiceKeys keys, Endpoints endpoints, Hosts hosts, Clock clock) {
        this.services = services;
        this.keys = keys;
        this.endpoints = endpoints;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * The way to a ready engine. {@code WrongState} carries the phase in words while it is not ready;
     * {@code UnknownItem} when there is no such service.
     */
    public Door open(UUID id) {
        Service service = services.get(id);
        if (service.status() != Status.HEALTHY || service.isStopAsked()) {
            throw notReady(service);
        }
        Endpoint endpoint = endpoints
                .of(id)
                .orElseThrow(() -> new WrongState(
                        "service",
                        "being checked",
                        Phase.READY.word(),
                        "The service \"" + service.name() + "\" is being checked after a restart of Blackfish; try"
                                + " again in a few seconds."));
        return new Door(
                id,
                hosts.of(Schedulers.place(service)),
                endpoint.host(),
                endpoint.port(),
                keys.of(id),
                service.engine(),
                Recipe.names(service.model(), service.name()));
    }

    /** The services that {@link #open} would open now, newest first. */
    public List<Service> ready() {
        return services.list(new ServiceFilter(null, null, null, Status.HEALTHY, null, null, null)).stream()
                .filter(service ->
                        !service.isStopAsked() && endpoints.of(service.id()).isPresent())
                .toList();
    }

    /** Notes that the service was used just now, written at most once a minute. */
    public void used(UUID id) {
        Instant now = clock.instant();
        Instant before = noted.get(id);
        if (before != null && now.isBefore(before.plus(NOTED_EVERY))) {
            return;
        }
        noted.put(id, now);
        try {
            services.change(id, service -> service.used(now));
        } catch (UnknownItem deletedMeanwhile) {
            noted.remove(id);
        }
    }

    private static WrongState notReady(Service service) {
        String reason = service.reason();
        return new WrongState(
                "service",
                service.phase().word(),
                Phase.READY.word(),
                "The service \"" + service.name() + "\" is " + service.phase().word() + " ("
                        + service.status().word() + ")." + (reason == null ? "" : " " + reason));
    }
}
