package org.blackfish.fetch;

import java.util.concurrent.TimeUnit;

/** Keeps all connections together below a number of bytes a second; 0 means no limit. */
final class Pace {
    private final long rate;
    private long free = System.nanoTime();

    Pace(long rate) {
        this.rate = rate;
    }

    /** Returns when those bytes may have come. */
    void passed(long bytes) throws InterruptedException {
        if (rate > 0) {
            TimeUnit.NANOSECONDS.sleep(turn(bytes, System.nanoTime()));
        }
    }

    /** How long to wait before going on; nothing is saved up for later, so that there is no burst after a pause. */
    synchronized long turn(long bytes, long now) {
        free = Math.max(free, now) + Math.round(bytes * 1e9 / rate);
        return free - now;
    }
}
