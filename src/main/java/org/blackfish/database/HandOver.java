package org.blackfish.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An end in order that becomes one by force when it takes too long: whoever asked for the data waits for it. */
final class HandOver {
    private HandOver() {}

    /** Runs {@code inOrder}, which ends this process, and {@code byForce} if this process is there after {@code patience}. */
    static void begin(Duration patience, Runnable inOrder, Runnable byForce) {
        Thread.ofPlatform().daemon().name("hand-over-guard").start(() -> {
            try {
                TimeUnit.NANOSECONDS.sleep(patience.toNanos());
                byForce.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.ofPlatform().name("hand-over").start(inOrder);
    }
}
