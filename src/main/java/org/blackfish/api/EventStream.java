package org.blackfish.api;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** One client's stream of events; says whether somebody is still there. */
final class EventStream implements AutoCloseable {
    private final SseEventSink sink;
    private final Sse sse;
    private long lastSent = System.nanoTime();

    EventStream(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /** False when the client has gone. */
    boolean send(String id, String name, String data) {
        return send(
                sse.newEventBuilder().id(id).name(name).data(String.class, data).build());
    }

    boolean heartbeat() {
        return send(sse.newEventBuilder().comment("still here").build());
    }

    /** As {@link #heartbeat}, but only when nothing was sent for so long. */
    boolean heartbeatAfter(Duration silence) {
        boolean due = System.nanoTime() - lastSent > silence.toNanos();
        return due ? heartbeat() : !sink.isClosed();
    }

    @Override
    public void close() {
        sink.close();
    }

    private boolean send(OutboundSseEvent event) {
        if (sink.isClosed()) {
            return false;
        }
        try {
            sink.send(event).toCompletableFuture().join();
            lastSent = System.nanoTime();
            return true;
        } catch (CompletionException | IllegalStateException e) {
            // The client has gone; there is nobody to tell.
            return false;
        }
    }
}
