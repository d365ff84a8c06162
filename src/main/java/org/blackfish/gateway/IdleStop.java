package org.blackfish.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceLife;
import org.blackfish.service.Services;
import org.blackfish.service.Traffic;

/** Stops services that nobody has called through Blackfish for as long as their launches allowed. */
@ApplicationScoped
public class IdleStop {
    private static final System.Logger LOG = System.getLogger(IdleStop.class.getName());
    private static final int EVERY_SECONDS = 30;

    private final Services services;
    private final ServiceLife life;
    private final Traffic traffic;
    private final Clock clock;
    private final Instant since;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idle-stop").factory());

    @Inject
    IdleStop(Services services, ServiceLife life, Traffic traffic, Clock clock) {
        this.services = services;
        this.life = life;
        this.traffic = traffic;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Looks every 30 s from now on. What was called before this start of the program is counted from the start. */
    public void start() {
        var unused = looks.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    public void stop() {
        looks.shutdownNow();
    }

    void look() {
        try {
            for (Service service : services.live()) {
                if (IdleRule.isOver(service, traffic.open(service.id()), since, clock.instant())) {
                    life.stop(
                            service.id(),
                            "Stopped after " + service.idleMinutes() + " minutes without use, as its launch asked.");
                }
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Idle services could not be looked for; the next look comes", e);
        }
    }
}
