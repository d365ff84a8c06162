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
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;

/** Says where a ready service can be reached, and remembers that it was used. */
@ApplicationScoped
public class ServiceDoor {
    private static final Duration NOTED_EVERY = Duration.ofSeconds(60);
    private static final Duration LISTENED_EVERY = Duration.ofSeconds(3);
    private static final String NOT_LISTENING = "is not reached: its engine no longer listens on its port.";
    private static final String CHECKED =
            "is being checked, as after a restart of Blackfish; try again in a few seconds.";
    private static final String SILENT = "is not reached: its job's watcher has not been heard of for "
            + Heartbeat.SILENCE.toSeconds() + " s, so that another program may be on the port; try again later.";

    private final Map<UUID, Instant> noted = new ConcurrentHashMap<>();
    private final Services services;
    private final KnownServices known;
    private final Endpoints endpoints;
    private final Hosts hosts;
    private final Clock clock;

    @Inject
    ServiceDoor(Services services, KnownServices known, Endpoints endpoints, Hosts hosts, Clock clock) {
        this.services = services;
        this.known = known;
        this.endpoints = endpoints;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * The way to a ready engine whose watcher lives, by a word of it that was read at most 3 s ago. {@code WrongState}
     * carries the phase in words while it is not ready; {@code UnknownItem} when there is no such service.
     */
    public Door open(UUID id) {
        Service service = known.get(id);
        if (service.status() != Status.HEALTHY || service.isStopAsked()) {
            throw notReady(service);
        }
        Endpoint endpoint = proven(service);
        return new Door(
                id,
                hosts.of(LaunchPlace.of(service)),
                endpoint.host(),
                endpoint.port(),
                known.key(id),
                service.engine(),
                Recipe.names(service.model(), service.name()));
    }

    private Endpoint proven(Service service) {
        Heartbeat heartbeat = endpoints
                .heard(service, LISTENED_EVERY)
                .filter(said -> said.endpoint().isServing())
                .orElseThrow(() -> refused(service, "not listening", NOT_LISTENING));
        return switch (endpoints.liveness(heartbeat)) {
            case SILENT -> throw refused(service, "not heard of", SILENT);
            case UNSURE -> throw refused(service, "being checked", CHECKED);
            case ALIVE ->
                endpoints
                        .of(service.id())
                        .filter(heartbeat.endpoint()::isSameListener)
                        .orElseThrow(() -> refused(service, "being checked", CHECKED));
        };
    }

    private static WrongState refused(Service service, String state, String why) {
        return new WrongState("service", state, Phase.READY.word(), "The service \"" + service.name() + "\" " + why);
    }

    /** The services that {@link #open} would open now, newest first. */
    public List<Service> ready() {
        return known.healthy().stream()
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
        if (!services.used(id, now)) {
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
