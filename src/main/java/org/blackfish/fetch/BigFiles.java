package org.blackfish.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gives out the parts of large files in order, a few files open at a time, and finishes those that are whole. */
final class BigFiles implements AutoCloseable {
    private static final int MOST_OPEN = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> waiting;
    private final List<BigFile> open = new ArrayList<>();
    private final Set<Piece> twice = new HashSet<>();
    private final Repository repository;
    private final Tally tally;
    private final Locks locks;
    private @Nullable Exception failure;

    BigFiles(List<Piece> pieces, Repository repository, Tally tally) {
        this.waiting = new ArrayDeque<>(pieces);
        this.repository = repository;
        this.tally = tally;
        this.locks = new Locks(repository);
    }

    /** The next part; waits while there may be one later, empty when all files are whole. */
    Optional<BigFile.Part> next() throws Exception {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (failure != null) {
                    throw failure;
                }
                for (BigFile file : open) {
                    Optional<BigFile.Part> part = file.claim();
                    if (part.isPresent()) {
                        return part;
                    }
                }
                if (waiting.isEmpty() && open.isEmpty()) {
                    return Optional.empty();
                }
                if (open.size() >= MOST_OPEN || !openNext()) {
                    changed.await(1, TimeUnit.SECONDS);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether one was opened or turned out to be there; those that somebody else fetches are left for later. */
    private boolean openNext() throws IOException, InterruptedException {
        for (int i = waiting.size(); i > 0; i--) {
            Piece piece = waiting.removeFirst();
            if (repository.has(piece)) {
                tally.found(piece.size());
                tally.file();
                return true;
            }
            Optional<BigFile> opened = open(piece);
            if (opened.isPresent()) {
                return true;
            }
            waiting.addLast(piece);
            tally.waits("Another program is fetching " + piece.path() + "; waiting for it.");
        }
        return false;
    }

    private Optional<BigFile> open(Piece piece) throws IOException, InterruptedException {
        HeldLock held = locks.take(piece);
        if (held.state() == HeldLock.State.TAKEN) {
            return Optional.empty();
        }
        boolean alone = held.state() == HeldLock.State.HELD;
        Path shared = repository.partial(piece);
        Path target = alone && repository.isUsable(shared) ? shared : repository.lonePartial(piece);
        if (repository.has(piece)) {
            // Whoever held the lock before us has just finished it; the next look finds the file.
            held.close();
            return Optional.empty();
        }
        BigFile file = begun(piece, target, held);
        tally.found(file.done());
        open.add(file);
        Thread.ofPlatform().name("checksum of " + piece.path()).daemon().start(() -> finish(file));
        return Optional.of(file);
    }

    private static BigFile begun(Piece piece, Path target, HeldLock held) throws IOException {
        try {
            Repository.unlink(target);
            return new BigFile(piece, target, held);
        } catch (IOException e) {
            held.close();
            throw Words.disk(target, e);
        }
    }

    private void finish(BigFile file) {
        Exception wrong = null;
        boolean right = false;
        try {
            right = file.isRight();
            if (right) {
                file.whole();
                repository.publish(file.target(), file.piece());
                tally.file();
            } else {
                Files.delete(file.target());
                tally.found(-file.piece().size());
            }
        } catch (IOException e) {
            wrong = Words.disk(file.target(), e);
        } catch (InterruptedException | RuntimeException e) {
            wrong = e;
        }
        settle(file, right, wrong);
    }

    private void settle(BigFile file, boolean right, @Nullable Exception wrong) {
        lock.lock();
        try {
            open.remove(file);
            file.close();
            if (wrong != null) {
                failure = wrong;
            } else if (!right && !twice.add(file.piece())) {
                failure = Words.wrongSum(file.piece());
            } else if (!right) {
                waiting.addFirst(file.piece());
            }
        } catch (IOException e) {
            failure = Words.disk(file.target(), e);
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** After a failure or a stop: what is there stays, to go on with. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (BigFile file : open) {
                file.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
