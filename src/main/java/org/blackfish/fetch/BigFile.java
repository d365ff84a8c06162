package org.blackfish.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A file that is fetched in parts; its checksum is reckoned behind them, what lay there before included. */
final class BigFile implements Closeable {
    /** What is read at once, small enough to stay in the processor's own memory. */
    private static final int BLOCK = 1 << 17;

    /** How much must have come before it is read: else each packet would wake the thread. */
    private static final int LEAD = 1 << 20;

    /** One part to fetch, of the file as it was begun the {@code generation}th time; of no other it takes bytes. */
    record Part(BigFile file, PartFile bytes, int index, int generation) {
        /** Whether the file was not begun anew since. */
        boolean isCurrent() {
            return file.generation == generation;
        }

        long next() {
            return bytes.start(index) + bytes.done(index);
        }

        long missing() {
            return bytes.length(index) - bytes.done(index);
        }

        /** The rest as a header {@code Range}. */
        String range() {
            return "bytes=" + next() + "-" + (bytes.start(index) + bytes.length(index) - 1);
        }

        boolean isFromStart() {
            return next() == 0 && bytes.length(index) == file.piece.size();
        }

        /** {@code ClosedChannelException} when the file was begun anew. */
        void append(ByteBuffer more) throws IOException {
            bytes.append(index, more);
            file.tell();
        }
    }

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
    Optional<Part> claim() {
        lock.lock();
        try {
            while (nextPart < file.parts()) {
                Part part = new Part(this, file, nextPart++, generation);
                if (part.missing() > 0) {
                    return Optional.of(part);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
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
            moved.signalAll();
            if (closed) {
                return 0;
            }
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
        int begun = generation;
        long at = 0;
        while (at < piece.size()) {
            int read = readBeyond(at, begun, block);
            if (read >= 0) {
                at += read;
                digest.update(block);
            } else {
                digest = Sums.of(piece);
                begun++;
                at = 0;
            }
        }
        return Sums.match(piece, digest);
    }

    /** Negative when the file was begun anew since {@code begun}: what was read of it counts no more. */
    private int readBeyond(long at, int begun, ByteBuffer block) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long wanted = Math.min(piece.size(), (at / LEAD + 1) * LEAD);
            while (generation == begun && file.prefix() < wanted) {
                if (closed) {
                    throw new InterruptedException();
                }
                moved.await();
            }
            if (generation != begun) {
                return -1;
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
