package org.blackfish.service;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** When the queue is to be looked at out of turn, since a job seems to have started or ended, or was told to end. */
final class Confirmations {
    /** Seconds after a signal or cancel at which it is looked at to see whether it worked. */
    private static final int[] AFTER_END = {2, 6};

    private final Queue<Instant> wanted = new ConcurrentLinkedQueue<>();

    void at(Instant moment) {
        wanted.add(moment);
    }

    void afterEnd(Instant told) {
        for (int seconds : AFTER_END) {
            wanted.add(told.plusSeconds(seconds));
        }
    }

    /** Whether a look is wanted now; each wish is told once. */
    boolean areWanted(Instant now) {
        Instant next = wanted.peek();
        return next != null && !now.isBefore(next) && wanted.remove(next);
    }
}
