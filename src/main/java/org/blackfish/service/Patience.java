package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;

/** When to ask again what was not answered: after 15 s at first, then ever more seldom, at least once an hour. */
final class Patience {
    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    private Instant next = Instant.MIN;
    private Duration wait = FIRST;

    boolean isOver(Instant now) {
        return !now.isBefore(next);
    }

    void asked(Instant now) {
        next = now.plus(wait);
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
