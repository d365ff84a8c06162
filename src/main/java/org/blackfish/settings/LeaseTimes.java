package org.blackfish.settings;

import java.time.Duration;

/**
 * How long a home belongs to one server; all sessions over one home should use the same.
 *
 * @param beat {@code BLACKFISH_LEASE_BEAT}: how often the holder says that it is there (10 s)
 * @param stopAfter {@code BLACKFISH_LEASE_STOP}: a holder that could not say so for so long stops (60 s)
 * @param takeAfter {@code BLACKFISH_LEASE_TAKE}: others take over after so much silence (90 s)
 */
public record LeaseTimes(Duration beat, Duration stopAfter, Duration takeAfter) {
    /** Whether a holder has three tries before it stops, and time to stop before another one takes over. */
    public boolean isSafe() {
        return beat.multipliedBy(3).compareTo(stopAfter) <= 0
                && stopAfter.multipliedBy(3).compareTo(takeAfter.multipliedBy(2)) <= 0;
    }
}
