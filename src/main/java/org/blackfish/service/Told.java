package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of and has done about the end of one job.
 *
 * @param identified whether it has learnt by itself that the job works in the service's folder: from the queue, or
 *     because {@code sbatch} gave it the number
 * @param cancels how often a cancel was tried, with or without success
 */
record Told(
        boolean identified,
        @Nullable Instant signalled,
        @Nullable Instant cancelled,
        int cancels) {
    /** Nothing known, nothing done. */
    static final Told NOTHING = new Told(false, null, null, 0);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    Told identify() {
        return new Told(true, signalled, cancelled, cancels);
    }

    Told signalled(Instant now) {
        return new Told(identified, now, cancelled, cancels);
    }

    Told cancelled(Instant now) {
        return new Told(identified, signalled, now, cancels + 1);
    }

    /** From the last cancel to the next while the job is still there: 15 s, then twice as long each time, up to 5 min. */
    Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.clamp(cancels - 1L, 0, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
