package org.blackfish.fetch;

import java.time.Duration;

/** Until when an answer must be whole, by the clock of {@code System.nanoTime}; {@code NONE} for a file of any size. */
record Limit(Duration longest, long since) {
    static final Limit NONE = new Limit(Duration.ZERO, 0);

    static Limit in(Duration longest) {
        return new Limit(longest, System.nanoTime());
    }

    boolean isPast(long now) {
        return !longest.isZero() && now - since > longest.toNanos();
    }
}
