package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.blackfish.service.LogReach;
import org.blackfish.service.ServiceLog;

/** One look at each followed log twice a second, however many follow it; no look at all while nobody does. */
@ApplicationScoped
public class LogTick {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What a log that cannot be looked at says: its readers find out why when they read. */
    private static final LogReach TROUBLE = new LogReach(0, true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ticked = lock.newCondition();
    private final Condition pause = lock.newCondition();
    private final Map<UUID, Integer> waiting = new HashMap<>();
    private final Map<UUID, LogReach> seen = new HashMap<>();
    private final Function<UUID, LogReach> look;
    private final AtomicLong ticks = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();

    @Inject
    LogTick(ServiceLog log) {
        this(log::reach);
    }

    LogTick(Function<UUID, LogReach> look) {
        this.look = look;
    }

    /** Waits for the first tick that has news for a reader at this offset, but not longer than given. */
    void await(UUID id, long offset, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            waiting.merge(id, 1, Integer::sum);
            long next = ticks.get() + 1;
            long left = longest.toNanos();
            run();
            while (left > 0 && (ticks.get() < next || !isNews(id, offset))) {
                left = ticked.awaitNanos(left);
            }
        } finally {
            waiting.computeIfPresent(id, (same, count) -> count == 1 ? null : count - 1);
            lock.unlock();
        }
    }

    private boolean isNews(UUID id, long offset) {
        LogReach reach = seen.get(id);
        return reach != null && reach.isNewsAt(offset);
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("log-tick").start(this::tickWhileWanted);
        }
    }

    private void tickWhileWanted() {
        for (Set<UUID> wanted = afterPause(); !wanted.isEmpty(); wanted = afterPause()) {
            Map<UUID, LogReach> fresh = new HashMap<>();
            wanted.forEach(id -> fresh.put(id, reach(id)));
            tell(fresh);
        }
    }

    /** Who is to be looked at after the pause; with nobody left the ticking is over, until {@link #run}. */
    private Set<UUID> afterPause() {
        lock.lock();
        try {
            long left = PAUSE.toNanos();
            while (left > 0) {
                left = pause.awaitNanos(left);
            }
            running.set(!waiting.isEmpty());
            return Set.copyOf(waiting.keySet());
        } catch (InterruptedException e) {
            running.set(false);
            return Set.of();
        } finally {
            lock.unlock();
        }
    }

    private LogReach reach(UUID id) {
        try {
            return look.apply(id);
        } catch (RuntimeException goneOrUnreadable) {
            // Whatever it was: a tick that ends would leave every reader of every log waiting for ever.
            return TROUBLE;
        }
    }

    private void tell(Map<UUID, LogReach> fresh) {
        lock.lock();
        try {
            seen.clear();
            seen.putAll(fresh);
            ticks.incrementAndGet();
            ticked.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
