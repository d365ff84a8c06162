package org.blackfish.service;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about a service when something new is learned: all that a decision may rest on.
 *
 * @param startedAt when its job started, as far as known; the grace period runs from there
 * @param unknownSince since when Slurm's answers are missing, null while they come
 */
record Facts(
        Status status,
        Phase phase,
        @Nullable String reason,
        boolean stopAsked,
        @Nullable Instant startedAt,
        Duration grace,
        @Nullable Instant unknownSince) {

    static Facts of(Service service) {
        return new Facts(
                service.status(),
                service.phase(),
                service.reason(),
                service.isStopAsked(),
                service.startedAt(),
                service.gracePeriod(),
                service.unknownSince());
    }
}
