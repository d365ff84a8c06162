package org.blackfish.fetch;

import java.time.Duration;

/** How often and after which waits something is tried again; a try that brought bytes makes all of them good. */
final class Tries {
    private static final int MOST = 6;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final long longest;
    private long since = System.nanoTime();
    private int failed;

    Tries(Duration longest) {
        this.longest = longest.toNanos();
    }

    /** Progress was made: whatever comes is a first failure again. */
    void reset() {
        failed = 0;
        since = System.nanoTime();
    }

    /** How long to wait before the next try; throws the last failure when there shall be none. */
    Duration next(Again again) {
        return next(again, System.nanoTime());
    }

    Duration next(Again again, long now) {
        failed++;
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failed - 1, 10));
        Duration wait = again.asked().isZero() ? least(doubled, LONGEST) : again.asked();
        // A hub that says when to come back is asked until the time is up, any other a few times.
        boolean often = failed >= MOST && again.asked().isZero();
        if (often || now - since + wait.toNanos() > longest) {
            throw again.last();
        }
        return wait;
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
