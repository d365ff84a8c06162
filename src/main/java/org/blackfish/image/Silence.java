package org.blackfish.image;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a pull that works from one that was killed. Clocks of hosts and disks differ, so a pull counts as silent when
 * its sign did not change while we watched, or at first sight when it is far older than clocks can differ.
 */
final class Silence {
    private static final Duration OLD = Duration.ofMinutes(10);

    private record Seen(String sign, Instant since) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final Duration patience;
    private final InstantSource clock;

    Silence(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    boolean isSilent(String pull, PullSight sight) {
        Instant now = clock.instant();
        Seen last = seen.compute(
                pull,
                (key, known) ->
                        known != null && known.sign().equals(sight.sign()) ? known : new Seen(sight.sign(), now));
        return now.isAfter(last.since().plus(patience))
                || now.isAfter(sight.touched().plus(OLD));
    }

    void forget(String pull) {
        seen.remove(pull);
    }
}
