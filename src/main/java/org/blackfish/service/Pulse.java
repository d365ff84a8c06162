package org.blackfish.service;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A beat every second, and at once when poked, as long as there is something to do; no beat at all otherwise. */
final class Pulse implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Pulse.class.getName());
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final BooleanSupplier needed;
    private final Consumer<Pulse> beat;
    private boolean poked = true;
    private boolean closed;

    Pulse(BooleanSupplier needed, Consumer<Pulse> beat) {
        this.needed = needed;
        this.beat = beat;
    }

    void start() {
        run(() -> {
            while (waitForTurn()) {
                guarded(() -> beat.accept(this));
            }
        });
    }

    /** Beats at once. */
    void poke() {
        lock.lock();
        try {
            poked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs something that may block, on a virtual thread of its own; its failure is logged. Nothing once closed. */
    void run(Runnable task) {
        try {
            tasks.execute(() -> guarded(task));
        } catch (RejectedExecutionException closedMeanwhile) {
            LOG.log(System.Logger.Level.DEBUG, "A step came after the stop");
        }
    }

    /** As {@link #run}, this much later, or never when closed before. */
    void after(Duration time, Runnable task) {
        run(() -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException closed) {
                return;
            }
            task.run();
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        tasks.shutdownNow();
    }

    private boolean waitForTurn() {
        lock.lock();
        try {
            long left = BEAT_NANOS;
            while (!closed && !poked && (left > 0 || !needed.getAsBoolean())) {
                if (needed.getAsBoolean()) {
                    left = changed.awaitNanos(left);
                } else {
                    changed.await();
                }
            }
            poked = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A step of following services failed; the next one comes", e);
        }
    }
}
