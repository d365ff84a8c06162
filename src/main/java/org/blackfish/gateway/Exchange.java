package org.blackfish.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.BasicHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.Upstream;
import org.blackfish.service.Door;
import org.jspecify.annotations.Nullable;

/** One call through an open door: request there, answer back, and an honest end whichever side breaks. */
final class Exchange {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);

    private final Caller caller;
    private final Door door;
    private final Manner manner;
    private final CallerWatches watches;

    Exchange(Caller caller, Door door, Manner manner, CallerWatches watches) {
        this.caller = caller;
        this.door = door;
        this.manner = manner;
        this.watches = watches;
    }

    /** {@code path} is the engine's, allowed already; {@code body} null when the request has none. */
    void run(String path, @Nullable InputStream body) throws IOException {
        var socket = door.host().connect(door.node(), door.port(), TO_CONNECT);
        try (EngineConnection engine = connection(socket)) {
            boolean whole = engine.send(request(path, body));
            if (whole) {
                try (CallerWatch watch = watches.start(caller.connection(), engine)) {
                    answer(engine, watch);
                }
            } else {
                answer(engine, null);
            }
        }
    }

    private EngineConnection connection(Socket socket) throws IOException {
        try {
            return new EngineConnection(socket, manner.patience());
        } catch (SocketException e) {
            throw brokeOff();
        }
    }

    private Upstream brokeOff() {
        return new Upstream(
                "/services/" + door.id(),
                0,
                "The engine on " + door.node() + " broke off before it answered; its log says why.");
    }

    private ClassicHttpRequest request(String path, @Nullable InputStream body) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(caller.method(), path + manner.query(caller));
        for (Header header : ForwardedHeaders.toEngine(manner.headers(caller), door.engine(), door.key())) {
            request.addHeader(header);
        }
        request.setHeader("Host", door.node() + ":" + door.port());
        request.setHeader("Connection", "close");
        if (body != null) {
            long length = caller.length();
            if (length >= 0) {
                request.setHeader("Content-Length", String.valueOf(length));
            } else {
                request.setHeader("Transfer-Encoding", "chunked");
            }
            request.setEntity(new BasicHttpEntity(body, length, null, null, length < 0));
        }
        return request;
    }

    private void answer(EngineConnection engine, @Nullable CallerWatch watch) throws IOException {
        ClassicHttpResponse response;
        try {
            response = engine.receive(caller.method());
        } catch (SocketTimeoutException e) {
            throw new DeadlinePassed("The engine", door.node(), manner.patience());
        } catch (IOException e) {
            if (watch != null && watch.callerGone()) {
                return;
            }
            throw brokeOff();
        }
        HttpEntity entity = response.getEntity();
        if (watch != null && (entity == null || entity.getContentLength() >= 0)) {
            // The caller knows where such an answer ends and may send its next request before we are done here.
            watch.close();
        }
        pass(response, entity, watch);
    }

    private void pass(ClassicHttpResponse response, @Nullable HttpEntity entity, @Nullable CallerWatch watch)
            throws IOException {
        Optional<String> refusal = manner.refusal(response, entity);
        if (refusal.isPresent()) {
            // It has a length: the caller may send its next request once it has that much.
            end(watch);
            caller.answer(response.getCode(), refusal.get());
            return;
        }
        List<Header> headers = manner.answerHeaders(ForwardedHeaders.toCaller(List.of(response.getHeaders())));
        long length = entity == null ? declaredLength(response) : entity.getContentLength();
        OutputStream out = caller.answer(manner.status(response.getCode()), headers, length);
        if (entity == null) {
            return;
        }
        Relay.End end = Relay.pump(entity.getContent(), out);
        end(watch);
        if (end == Relay.End.ENGINE_BROKE_OFF && (watch == null || !watch.callerGone())) {
            brokenOff(response, out);
        }
    }

    private static void end(@Nullable CallerWatch watch) {
        if (watch != null) {
            watch.close();
        }
    }

    private static long declaredLength(ClassicHttpResponse response) {
        Header length = response.getFirstHeader("Content-Length");
        return length != null && length.getValue().matches("\\d{1,18}") ? Long.parseLong(length.getValue()) : -1;
    }

    private void brokenOff(ClassicHttpResponse response, OutputStream out) throws IOException {
        Header type = response.getFirstHeader("Content-Type");
        if (type == null || !type.getValue().toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            caller.connection().abort();
            return;
        }
        OpenAiError error = OpenAiError.of(new Upstream(
                "/services/" + door.id(),
                response.getCode(),
                "The engine on " + door.node() + " broke off in the middle of its answer; its log says why."));
        try {
            out.write(error.event().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }
}
