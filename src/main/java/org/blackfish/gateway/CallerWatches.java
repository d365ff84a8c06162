package org.blackfish.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Watches all callers with one thread, which the kernel tells when one of them leaves. It takes calls on every 0.4 s, so
 * that short ones cost nothing, and sleeps while there are none.
 */
final class CallerWatches implements Closeable {
    private static final System.Logger LOG = System.getLogger("org.blackfish.gateway");
    private static final int EVERY_MILLIS = 400;

    private final Queue<CallerWatch> newcomers = new ConcurrentLinkedQueue<>();
    private @Nullable Selector selector;
    private volatile boolean asleep;

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
        try {
            if (selector == null || !selector.isOpen()) {
                Selector fresh = Selector.open();
                selector = fresh;
                Thread.ofPlatform().daemon().name("caller-watch").start(() -> run(fresh));
            } else if (asleep) {
                selector.wakeup();
            }
        } catch (IOException e) {
            // A caller that leaves is then noticed when the engine next says something.
            LOG.log(System.Logger.Level.WARNING, "Callers cannot be watched", e);
        }
    }

    private void run(Selector mine) {
        try (mine) {
            while (mine.isOpen()) {
                boolean idle = maySleep(mine);
                mine.select(idle ? 0 : EVERY_MILLIS);
                asleep = false;
                look(mine);
                if (!idle) {
                    admit(mine);
                }
            }
        } catch (ClosedSelectorException e) {
            LOG.log(System.Logger.Level.DEBUG, "Callers are watched no more", e);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Callers are watched no more until the next call", e);
        }
    }

    /** Whether there is nobody to watch. */
    private boolean maySleep(Selector mine) {
        // Said before the queue is read, so that whoever adds to it afterwards wakes this thread.
        asleep = true;
        asleep = newcomers.isEmpty() && mine.keys().isEmpty();
        return asleep;
    }

    private static void look(Selector mine) {
        for (SelectionKey key : mine.selectedKeys()) {
            ((CallerWatch) key.attachment()).look();
        }
        mine.selectedKeys().clear();
    }

    private void admit(Selector mine) {
        List<CallerWatch> later = new ArrayList<>();
        for (CallerWatch watch = newcomers.poll(); watch != null; watch = newcomers.poll()) {
            if (!watch.join(mine)) {
                later.add(watch);
            }
        }
        newcomers.addAll(later);
    }

    @Override
    public synchronized void close() {
        try {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The watch over callers did not end in order", e);
        }
    }
}
