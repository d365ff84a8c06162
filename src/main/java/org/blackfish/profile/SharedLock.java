package org.blackfish.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.ProblemException;
import org.blackfish.transport.Access;
import org.blackfish.transport.Host;

/** A lock that we hold until it is closed; its file is written anew in time, so that others see that we live. */
public final class SharedLock implements AutoCloseable {
    private final Host host;
    private final Path file;
    private final LockHolder us;
    private final Duration beat;
    private final CountDownLatch over = new CountDownLatch(1);

    SharedLock(Host host, Path file, LockHolder us, Duration beat) {
        this.host = host;
        this.file = file;
        this.us = us;
        this.beat = beat;
        Thread.ofVirtual().name("lock-" + file.getFileName()).start(this::beatUntilOver);
    }

    /** Whether the file still names us; false after a silence so long that another admin took over. */
    public boolean isHeld() {
        try {
            return LockHolder.read(host.read(file, 0, LockHolder.LONGEST))
                    .nonce()
                    .equals(us.nonce());
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void close() {
        over.countDown();
        synchronized (us) {
            if (isHeld()) {
                host.remove(file);
            }
        }
    }

    private void beatUntilOver() {
        try {
            while (!over.await(beat.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        synchronized (us) {
            try {
                if (over.getCount() > 0 && isHeld()) {
                    host.write(file, us.beat(Instant.now()), Access.SHARED);
                }
            } catch (ProblemException ignored) {
                // A full disk or a lost mount may pass; the next beat tries again, and others wait long enough.
            }
        }
    }
}
