package org.blackfish.gateway;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.service.Phase;
import org.blackfish.service.Service;

/** When a service has been without use for as long as its launch allowed; pure. */
final class IdleRule {
    /** Calls are noted at most once a minute, so the last one may be so much younger than its note. */
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private IdleRule() {}

    /** Counted from its last call, from when it was ready, and never from before {@code since}; not while a call runs. */
    static boolean isOver(Service service, int callsUnderWay, Instant since, Instant now) {
        Integer minutes = service.idleMinutes();
        if (minutes == null || service.phase() != Phase.READY || service.isStopAsked() || callsUnderWay > 0) {
            return false;
        }
        Instant used = service.lastUsedAt();
        Instant last = later(later(since, service.phaseSince()), used == null ? since : used);
        return !now.isBefore(last.plus(Duration.ofMinutes(minutes)).plus(NOTED_EVERY));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
