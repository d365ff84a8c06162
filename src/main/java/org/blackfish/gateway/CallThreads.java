package org.blackfish.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the calls: the system's own for the first hundred at a time, virtual ones for all beyond. A chunk from the
 * engine wakes a thread of the system at once and a virtual one by way of two others, for up to twice the time and half as
 * much work again (docs/performance.md), while each of the system's costs a fifth of a megabyte.
 */
final class CallThreads implements Executor, AutoCloseable {
    static final int OF_THE_SYSTEM = 100;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor system;

    CallThreads() {
        // They inherit what the server keeps by thread: transactions without it are told in the log, twice for each. A
        // thread inherits once, from its first call, so nothing of a caller may ever be in it.
        this(Thread.ofPlatform().daemon().name("gateway-", 1).factory());
    }

    CallThreads(ThreadFactory ofTheSystem) {
        system = new ThreadPoolExecutor(
                0,
                OF_THE_SYSTEM,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                ofTheSystem,
                (call, full) -> virtual(call));
    }

    @Override
    public void execute(Runnable call) {
        try {
            system.execute(call);
        } catch (OutOfMemoryError noThread) {
            virtual(call);
        }
    }

    private static void virtual(Runnable call) {
        Thread.ofVirtual().name("gateway").start(call);
    }

    /** Leaves the calls that run to their end. */
    @Override
    public void close() {
        system.shutdown();
    }
}
