package org.blackfish.service;

import org.blackfish.problem.WrongState;

/** What a second order with the same idempotency key gets; pure. */
final class Repetition {
    private Repetition() {}

    /** The first order's service; {@link WrongState} when the orders differ, or when the first one was refused. */
    static Service of(LaunchOrder order, Service first) {
        String key = "The Idempotency-Key \"" + order.idempotencyKey() + "\" ";
        String fingerprint = first.fingerprint();
        if (fingerprint != null && !fingerprint.equals(order.fingerprint())) {
            throw new WrongState(
                    "idempotency key",
                    "used",
                    "the same launch",
                    key + "was used in the last 24 hours to launch \"" + first.name()
                            + "\" with another body; use a new key, or send that body again.");
        }
        if (first.status() == Status.FAILED && first.jobId() == null) {
            throw new WrongState(
                    "idempotency key",
                    "refused",
                    "a launch that was not refused",
                    key + "belongs to a launch that came to nothing: " + first.reason()
                            + " Launch again with a new key.");
        }
        return first;
    }
}
