package org.blackfish.database;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Whether this JVM is being ended in order; it says so only to whoever asks for a hook that would come too late. */
final class JvmEnd {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private JvmEnd() {}

    /** Waits so long at most; true as soon as the end has begun. */
    static boolean beginsWithin(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!hasBegun()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static boolean hasBegun() {
        Thread hook = new Thread();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return true;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return true;
        }
        return false;
    }
}
