package org.blackfish.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.blackfish.settings.Polling;
import org.jspecify.annotations.Nullable;

/**
 * The one poller of a scheduler: looks into the queue as often as the stated need allows and not once more, tells its
 * listener every answer, good or not, and keeps the last ones for everybody else.
 */
public final class Watch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final Scheduler scheduler;
    private final Polling polling;
    private final Consumer<QueueAnswer> listener;

    private final ReentrantLock state = new ReentrantLock();
    private final Condition changed = state.newCondition();
    private final ReentrantLock asking = new ReentrantLock();

    private Need need = Need.NONE;
    private double random = ThreadLocalRandom.current().nextDouble();
    private boolean asked;
    private long askedNanos;
    private boolean closed;
    private @Nullable QueueAnswer latest;
    private @Nullable Queue lastGood;
    private @Nullable Thread thread;

    /** {@code listener} is called by the asking thread, one answer after the other. */
    public Watch(Scheduler scheduler, Polling polling, Consumer<QueueAnswer> listener) {
        this.scheduler = scheduler;
        this.polling = polling;
        this.listener = listener;
    }

    /** Starts looking on a thread of its own; nothing is asked until a need is stated. */
    public void start() {
        state.lock();
        try {
            if (thread == null) {
                thread = Thread.ofVirtual().name("queue-watch").start(this::run);
            }
        } finally {
            state.unlock();
        }
    }

    /** States how fresh the picture has to be from now on; a rising need shortens the wait that goes on. */
    public void need(Need wanted) {
        state.lock();
        try {
            need = wanted;
            changed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** The last answer, good or not. */
    public Optional<QueueAnswer> latest() {
        state.lock();
        try {
            return Optional.ofNullable(latest);
        } finally {
            state.unlock();
        }
    }

    /** The last answer that was one. */
    public Optional<Queue> lastGood() {
        state.lock();
        try {
            return Optional.ofNullable(lastGood);
        } finally {
            state.unlock();
        }
    }

    /**
     * Asks now, for settling what a restart left open. Callers at the same time share one answer, and the regular look
     * that follows waits from here.
     */
    public QueueAnswer lookNow() {
        return look(System.nanoTime());
    }

    /** Stops looking; a question that is under way is given up and told to nobody. */
    @Override
    public void close() {
        state.lock();
        try {
            closed = true;
            changed.signalAll();
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            state.unlock();
        }
    }

    private void run() {
        while (waitForTurn()) {
            look(System.nanoTime());
        }
    }

    /** Whether to look again; false once closed. */
    private boolean waitForTurn() {
        state.lock();
        try {
            while (!closed) {
                Optional<Duration> wait = Cadence.next(need, polling, random);
                if (wait.isEmpty()) {
                    changed.await();
                    continue;
                }
                long left = asked ? askedNanos + wait.get().toNanos() - System.nanoTime() : 0;
                if (left <= 0) {
                    return true;
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        } finally {
            state.unlock();
        }
    }

    private QueueAnswer look(long wantedNanos) {
        asking.lock();
        try {
            QueueAnswer fresh = answeredSince(wantedNanos);
            if (fresh != null) {
                return fresh;
            }
            begin();
            QueueAnswer answer = scheduler.queue();
            if (keep(answer)) {
                tell(answer);
            }
            return answer;
        } finally {
            asking.unlock();
        }
    }

    private @Nullable QueueAnswer answeredSince(long wantedNanos) {
        state.lock();
        try {
            return asked && askedNanos - wantedNanos >= 0 ? latest : null;
        } finally {
            state.unlock();
        }
    }

    private void begin() {
        state.lock();
        try {
            asked = true;
            askedNanos = System.nanoTime();
            random = ThreadLocalRandom.current().nextDouble();
        } finally {
            state.unlock();
        }
    }

    private boolean keep(QueueAnswer answer) {
        state.lock();
        try {
            if (closed) {
                return false;
            }
            latest = answer;
            if (answer instanceof Queue queue) {
                lastGood = queue;
            }
            return true;
        } finally {
            state.unlock();
        }
    }

    private void tell(QueueAnswer answer) {
        try {
            listener.accept(answer);
        } catch (RuntimeException e) {
            // The next look must come whatever a listener makes of this one.
            LOG.log(System.Logger.Level.ERROR, "A listener failed on the queue's answer", e);
        }
    }
}
