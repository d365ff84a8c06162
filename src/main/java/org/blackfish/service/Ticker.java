package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Time that only goes forward, from an arbitrary beginning: for measuring silence, whoever sets whose clock. */
@ApplicationScoped
class Ticker {
    Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }
}
