package org.blackfish.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches all callers with one thread, which the kernel tells when one of them leaves. It takes calls on every 0.4 s, so
 * that short ones cost nothing, and sleeps while there are none.
 */
final class CallerWatches implements Closeable {
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(400);

    private final Queue<CallerWatch> newcomers = new ConcurrentLinkedQueue<>();
    private @Nullable Selector selector;
    private volatile boolean asleep;
    private volatile boolean closed;

    /** Starts watching; to be called when the request was read to its end. */
    CallerWatch start(ClientConnection caller, EngineConnection engine) {
        CallerWatch watch = new CallerWatch(caller, engine);
        if (caller.isWatchable()) {
            newcomers.add(watch);
            rouse();
        }
        return watch;
    }

    private synchronized void rouse() {
        if (selector != null && selector.isOpen()) {
            if (asleep) {
                selector.wakeup();
            }
        } else if (!closed) {
            try {
                selector = begin();
            } catch (IOException e) {
                // A caller that leaves is then noticed when the engine next says something.
                newcomers.clear();
                LOG.log(System.Logger.Level.WARNING, "Callers cannot be watched", e);
            }
        }
    }

    private Selector begin() throws IOException {
        Selector fresh = Selector.open();
        try {
            Thread.ofPlatform()
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .name("caller-watch")
                    .start(() -> run(fresh));
            return fresh;
        } catch (OutOfMemoryError noThread) {
            fresh.close();
            throw new IOException("The system gave no thread", noThread);
        }
    }

    private void run(Selector mine) {
        List<CallerWatch> joined = new ArrayList<>();
        try (mine) {
            watch(mine, joined);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Callers are not watched until the next call", e);
            newcomers.addAll(joined);
        }
    }

    private void watch(Selector mine, List<CallerWatch> joined) throws IOException {
        long due = System.nanoTime() + EVERY;
        while (!closed) {
            boolean idle = maySleep(joined);
            mine.select(idle ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
            asleep = false;
            look(mine);
            if (idle) {
                due = System.nanoTime() + EVERY;
            } else if (System.nanoTime() - due >= 0) {
                joined.removeIf(CallerWatch::isOver);
                admit(mine, joined);
                due = System.nanoTime() + EVERY;
            }
        }
    }

    /** Whether there is nobody to watch. */
    private boolean maySleep(List<CallerWatch> joined) {
        // Said before the queue is read, so that whoever adds to it afterwards wakes this thread.
        asleep = true;
        asleep = newcomers.isEmpty() && joined.isEmpty();
        return asleep;
    }

    private static void look(Selector mine) {
        for (SelectionKey key : mine.selectedKeys()) {
            ((CallerWatch) key.attachment()).look();
        }
        mine.selectedKeys().clear();
    }

    private void admit(Selector mine, List<CallerWatch> joined) {
        List<CallerWatch> later = new ArrayList<>();
        for (CallerWatch watch = newcomers.poll(); watch != null; watch = newcomers.poll()) {
            (watch.join(mine) ? joined : later).add(watch);
        }
        newcomers.addAll(later);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (selector != null) {
            selector.wakeup();
        }
    }
}
