package org.blackfish.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a holder has not been heard of, by the listener's own clock: what counts is when the listener last saw
 * something change, never what time anybody wrote. Clocks of two machines may be minutes apart.
 */
final class Silence {
    private @Nullable LeaseEntry heard;
    private long since;

    /**
     * What the lease says now, read between two monotonic times. Returns the silence that is certain: from the end of the
     * look that found something new to the beginning of this one.
     */
    Duration hear(LeaseEntry entry, long before, long after) {
        if (!entry.equals(heard)) {
            heard = entry;
            since = after;
            return Duration.ZERO;
        }
        return Duration.ofNanos(before - since);
    }
}
