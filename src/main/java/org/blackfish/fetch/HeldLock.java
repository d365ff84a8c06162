package org.blackfish.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock as huggingface_hub takes it: flock(2), which Java cannot take, held by a child that ends when we do, however we
 * end. {@code FileChannel.lock} is another kind, which does not exclude Python's.
 */
final class HeldLock implements Closeable {
    private static final int TAKEN = 75;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What became of the attempt. */
    enum State {
        HELD,
        TAKEN,
        /** This file system, or this machine, knows no such locks. */
        NONE
    }

    private final State state;
    private final @Nullable Process child;

    private HeldLock(State state, @Nullable Process child) {
        this.state = state;
        this.child = child;
    }

    /** Going on without a lock. */
    static HeldLock none() {
        return new HeldLock(State.NONE, null);
    }

    /** Does not wait for whoever holds it; the folder must be there. */
    static HeldLock take(Path file) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            make(file);
        }
        Process child;
        try {
            child = new ProcessBuilder(
                            "flock",
                            "--exclusive",
                            "--nonblock",
                            "--conflict-exit-code",
                            String.valueOf(TAKEN),
                            file.toString(),
                            "sh",
                            "-c",
                            "echo held; cat >/dev/null")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return new HeldLock(State.NONE, null);
        }
        byte[] said = child.getInputStream().readNBytes(5);
        if (new String(said, StandardCharsets.US_ASCII).equals("held\n")) {
            return new HeldLock(State.HELD, child);
        }
        return new HeldLock(child.waitFor() == TAKEN ? State.TAKEN : State.NONE, null);
    }

    /** As the other client makes it, so that a second account may lock it too. */
    private static void make(Path file) throws IOException {
        try {
            Files.createFile(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Somebody else was faster; it is the same file.
        }
    }

    State state() {
        return state;
    }

    @Override
    public void close() throws IOException {
        if (child != null) {
            child.getOutputStream().close();
            awaitEnd(child);
        }
    }

    /** Whoever is being stopped waits too: what follows may need the same lock. */
    private static void awaitEnd(Process child) {
        boolean stopped = false;
        long until = System.nanoTime() + LONGEST.toNanos();
        for (long left = LONGEST.toNanos(); left > 0 && child.isAlive(); left = until - System.nanoTime()) {
            try {
                child.waitFor(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
        child.destroy();
        if (stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
