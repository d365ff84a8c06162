package org.blackfish.fetch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a transfer has done so far, counted by many threads. */
final class Tally {
    private static final int SECONDS = 5;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong fetched = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicReference<String> note = new AtomicReference<>("");
    private final long[] earlier = new long[2 * SECONDS];
    private long beats;

    /** Bytes that came from the hub now. */
    void fetched(long bytes) {
        done.addAndGet(bytes);
        fetched.addAndGet(bytes);
        note.set("");
    }

    /** Bytes that lay here already; negative for those that have to be fetched again. */
    void found(long bytes) {
        done.addAndGet(bytes);
    }

    void file() {
        files.incrementAndGet();
    }

    /** A file that was here is not any more. */
    void lost(long bytes) {
        done.addAndGet(-bytes);
        files.decrementAndGet();
    }

    void waits(String why) {
        note.set(why);
    }

    long bytes() {
        return done.get();
    }

    /** Called twice a second by one thread. */
    Beat beat(Order order) {
        int slot = (int) (beats % earlier.length);
        long now = fetched.get();
        long span = Math.min(beats, earlier.length);
        long rate = span == 0 ? 0 : (now - earlier[span < earlier.length ? 0 : slot]) * 2 / span;
        earlier[slot] = now;
        beats++;
        return new Beat(
                beats, done.get(), order.bytes(), files.get(), order.pieces().size(), rate, note.get());
    }
}
