package org.blackfish.gateway;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** Ends an engine's work when its caller has left, which shows nowhere while the engine is silent. */
final class CallerWatch implements AutoCloseable {
    private final ClientConnection caller;
    private final EngineConnection engine;
    private @Nullable SelectionKey key;
    private boolean over;
    private boolean callerGone;

    CallerWatch(ClientConnection caller, EngineConnection engine) {
        this.caller = caller;
        this.engine = engine;
    }

    /** From now on the selector tells when to look; false when the connection is not yet free of the watch before. */
    synchronized boolean join(Selector selector) {
        if (over) {
            return true;
        }
        try {
            key = caller.register(selector, this);
        } catch (CancelledKeyException e) {
            return false;
        } catch (ClosedChannelException e) {
            look();
        }
        return true;
    }

    /** The caller said something or left. */
    synchronized void look() {
        // Once over, the next byte on the connection may belong to the next request.
        if (over) {
            return;
        }
        if (caller.isGone()) {
            callerGone = true;
            close();
            // Closing may have to wait for a host behind SSH, and all callers are watched by one thread.
            Thread.ofVirtual().name("gateway-end").start(engine::close);
        } else if (caller.spokeOutOfTurn()) {
            close();
        }
    }

    /** Whether nothing is left to watch. No selector tells that the server itself closed the connection, so that is looked at. */
    synchronized boolean isOver() {
        if (!over && key != null && !key.isValid()) {
            look();
        }
        return over;
    }

    synchronized boolean callerGone() {
        return callerGone;
    }

    /** Stops; afterwards the caller's connection is not touched any more. */
    @Override
    public synchronized void close() {
        over = true;
        if (key != null) {
            // A connection is not closed as long as a selector holds it: the selector is to let go of it now.
            key.cancel();
            key.selector().wakeup();
            key = null;
        }
    }
}
