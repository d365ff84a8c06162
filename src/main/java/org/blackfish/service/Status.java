package org.blackfish.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a service is, in the words that existing Blackfish clients know; the last three are final. */
public enum Status {
    SUBMITTED,
    PENDING,
    STARTING,
    HEALTHY,
    UNHEALTHY,
    STOPPED,
    TIMEOUT,
    FAILED;

    /** The status as it is written in JSON and shown to people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the service may hold, or may still get, a job. */
    public boolean isLive() {
        return this != STOPPED && this != TIMEOUT && this != FAILED;
    }

    /** By its word in either case; empty for any other text. */
    public static Optional<Status> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.name().equalsIgnoreCase(word))
                .findFirst();
    }
}
