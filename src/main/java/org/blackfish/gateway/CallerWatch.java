package org.blackfish.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends an engine's work when its caller has left, which shows nowhere while the engine is silent. */
final class CallerWatch implements AutoCloseable {
    private static final int EVERY_MILLIS = 400;

    private final ClientConnection caller;
    private final EngineConnection engine;
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean callerGone;

    private CallerWatch(ClientConnection caller, EngineConnection engine) {
        this.caller = caller;
        this.engine = engine;
    }

    /** Starts watching; to be called when the request was read to its end. */
    static CallerWatch start(ClientConnection caller, EngineConnection engine) {
        CallerWatch watch = new CallerWatch(caller, engine);
        Thread.ofVirtual().name("caller-watch").start(watch::run);
        return watch;
    }

    private void run() {
        try {
            while (!over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        // Once over, the next byte on the connection may belong to the next request.
        if (over.getCount() > 0 && caller.isGone()) {
            callerGone = true;
            over.countDown();
            engine.close();
        }
    }

    synchronized boolean callerGone() {
        return callerGone;
    }

    /** Stops; afterwards the caller's connection is not touched any more. */
    @Override
    public synchronized void close() {
        over.countDown();
    }
}
