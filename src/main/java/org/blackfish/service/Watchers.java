package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Whether anybody looks: surfaces report it, the poller then asks more often. */
@ApplicationScoped
public class Watchers {
    private static final Duration LASTS = Duration.ofSeconds(60);

    private final Clock clock;
    private final AtomicReference<Instant> until = new AtomicReference<>(Instant.EPOCH);

    @Inject
    public Watchers(Clock clock) {
        this.clock = clock;
    }

    /** A page was loaded, an event stream opened or a request waits: counts for the next 60 s. */
    public void somebodyWatches() {
        until.set(clock.instant().plus(LASTS));
    }

    boolean watching() {
        return clock.instant().isBefore(until.get());
    }
}
