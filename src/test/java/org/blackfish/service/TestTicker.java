package org.blackfish.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Goes forward with a clock of the test. */
final class TestTicker extends Ticker {
    private final Clock clock;

    TestTicker(Clock clock) {
        this.clock = clock;
    }

    @Override
    Duration now() {
        return Duration.between(Instant.EPOCH, clock.instant());
    }
}
