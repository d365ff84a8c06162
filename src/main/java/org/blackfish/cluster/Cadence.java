package org.blackfish.cluster;

import java.time.Duration;
import java.util.Optional;
import org.blackfish.settings.Polling;

/** How long to wait from one look into the queue to the next. */
public final class Cadence {
    private Cadence() {}

    /** Pure: {@code random} in [0,1) spreads the wait over the jitter; empty means not to look at all. */
    public static Optional<Duration> next(Need need, Polling polling, double random) {
        return switch (need) {
            case NONE -> Optional.empty();
            case STEADY -> Optional.of(spread(polling.steady(), polling.jitter(), random));
            case ACTIVE -> Optional.of(spread(polling.active(), polling.jitter(), random));
            case WATCHED_START -> Optional.of(spread(polling.starting(), polling.jitter(), random));
        };
    }

    private static Duration spread(Duration wait, double jitter, double random) {
        double factor = 1 - jitter + 2 * jitter * random;
        return Duration.ofNanos(Math.round(wait.toNanos() * factor));
    }
}
