package org.blackfish.security;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** At most ten wrong tokens a minute, over all callers: the token cannot be guessed, the log stays readable. */
public final class SignInAttempts {
    private static final int MOST = 10;

    private final LongSupplier nanoTime;
    private final Deque<Long> failures = new ArrayDeque<>();

    public SignInAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether another wrong token may be answered as one now; a right one is never refused. */
    public synchronized boolean mayTry() {
        long horizon = nanoTime.getAsLong() - TimeUnit.MINUTES.toNanos(1);
        while (!failures.isEmpty() && failures.peekFirst() - horizon < 0) {
            failures.removeFirst();
        }
        return failures.size() < MOST;
    }

    public synchronized void failed() {
        failures.addLast(nanoTime.getAsLong());
    }
}
