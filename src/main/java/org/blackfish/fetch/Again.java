package org.blackfish.fetch;

import java.time.Duration;

/** A try that failed in a way that may pass; carries what to say when it does not. */
final class Again extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure last;
    private final Duration asked;

    /** {@code asked} is how long the hub wants us to wait, zero when it does not say. */
    Again(Failure last, Duration asked) {
        super(last);
        this.last = last;
        this.asked = asked;
    }

    Failure last() {
        return last;
    }

    Duration asked() {
        return asked;
    }
}
