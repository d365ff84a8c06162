package org.blackfish.problem;

import java.time.Duration;

/** A command or request that was given up on; it may still be running over there. */
public final class DeadlinePassed extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final Duration after;

    public DeadlinePassed(String what, String host, Duration after) {
        super(what + " on " + host + " did not answer within " + after.toSeconds() + " s; it may still be running.");
        this.host = host;
        this.after = after;
    }

    public String host() {
        return host;
    }

    public Duration after() {
        return after;
    }
}
