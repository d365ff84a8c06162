package org.blackfish.fetch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The locks of large files; one whose holder brings nothing for a minute is passed over, which harms nobody. */
final class Locks {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Seen(long bytes, long at) {}

    private final Map<Piece, Seen> seen = new HashMap<>();
    private final Repository repository;

    Locks(Repository repository) {
        this.repository = repository;
    }

    HeldLock take(Piece piece) throws IOException, InterruptedException {
        HeldLock lock = tried(piece);
        if (lock.state() != HeldLock.State.TAKEN) {
            return lock;
        }
        long now = System.nanoTime();
        long bytes = partialBytes(piece);
        Seen before = seen.get(piece);
        if (before == null || before.bytes() != bytes) {
            seen.put(piece, new Seen(bytes, now));
            return lock;
        }
        return now - before.at() > PATIENCE.toNanos() ? HeldLock.none() : lock;
    }

    /** Where the folder of locks is another account's, there is none to be had. */
    private HeldLock tried(Piece piece) throws IOException, InterruptedException {
        try {
            return HeldLock.take(repository.lock(piece));
        } catch (AccessDeniedException closed) {
            return HeldLock.none();
        }
    }

    /** What everybody together has of the file so far; the blocks of the disk, as our own files are filled out of order. */
    private long partialBytes(Piece piece) throws IOException {
        long sum = 0;
        Path blob = repository.blob(piece);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(blob.resolveSibling("."), piece.etag() + "*.incomplete")) {
            for (Path file : files) {
                sum += state(file);
            }
        }
        return sum;
    }

    private static long state(Path file) throws IOException {
        try {
            return Files.size(file) + Files.getLastModifiedTime(file).toMillis();
        } catch (NoSuchFileException finished) {
            // Whoever filled it gave it its name, or took it away, after it was listed.
            return 0;
        }
    }
}
