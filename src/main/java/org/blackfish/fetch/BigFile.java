package org.blackfish.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A file that is fetched in parts; its checksum is reckoned behind them, what lay there before included. */
final class BigFile implements Closeable {
    /** What is read at once, small enough to stay in the processor's own memory. */
    private static final int BLOCK = 1 << 17;

    /** How much must have come before it is read: else each packet would wake the thread. */
    private static final int LEAD = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Piece piece;
    private final Path target;
    private final HeldLock held;
    private volatile PartFile file;
    private volatile int generation;
    private int nextPart;
    private boolean closed;

    BigFile(Piece piece, Path target, HeldLock held) throws IOException {
        this.piece = piece;
        this.target = target;
        this.held = held;
        this.file = PartFile.open(target, piece.size(), PartFile.PART);
    }

    Piece piece() {
        return piece;
    }

    Path target() {
        return target;
    }

    long done() {
        return file.done();
    }

    /** A part that nobody fetches yet and that is not there; each is given out once. */
    OptionalInt claim() {
        lock.lock();
        try {
            while (nextPart < file.parts()) {
                int part = nextPart++;
                if (missing(part) > 0) {
                    return OptionalInt.of(part);
                }
            }
            return OptionalInt.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The rest of a part as a header {@code Range}. */
    String range(int part) {
        return "bytes=" + next(part) + "-" + (file.start(part) + file.length(part) - 1);
    }

    long next(int part) {
        return file.start(part) + file.done(part);
    }

    long missing(int part) {
        return file.length(part) - file.done(part);
    }

    boolean isFromStart(int part) {
        return next(part) == 0 && file.length(part) == piece.size();
    }

    /** How often it was begun anew. */
    int generation() {
        return generation;
    }

    void append(int part, ByteBuffer bytes) throws IOException {
        file.append(part, bytes);
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins anew with one part, for a hub that sends whole files only, unless another thread has done so since
     * {@code seen}; says how many bytes were lost.
     */
    long beginWhole(int seen) throws IOException {
        lock.lock();
        try {
            if (generation != seen) {
                return 0;
            }
            generation = seen + 1;
            long lost = file.done();
            file.close();
            Files.delete(target);
            file = PartFile.open(target, piece.size(), Math.max(piece.size(), 1));
            nextPart = 0;
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Follows the bytes as they come, and says in the end whether they are the hub's. */
    boolean isRight() throws IOException, InterruptedException {
        MessageDigest digest = Sums.of(piece);
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long at = 0;
        while (at < piece.size()) {
            at += readBeyond(at, block);
            digest.update(block);
        }
        return Sums.match(piece, digest);
    }

    private int readBeyond(long at, ByteBuffer block) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long wanted = Math.min(piece.size(), (at / LEAD + 1) * LEAD);
            while (file.prefix() < wanted) {
                if (closed) {
                    throw new InterruptedException();
                }
                moved.await();
            }
            int read = file.read(block, at);
            if (read < 0) {
                throw new IOException("the file became shorter while it was filled");
            }
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** The content alone, ready for its name. */
    void whole() throws IOException {
        file.whole();
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        file.close();
        held.close();
    }
}
