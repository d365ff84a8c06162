package org.blackfish.service;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.blackfish.cluster.Endpoint;
import org.blackfish.settings.Secret;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** One short GET to an engine over a connection that its host dials; only the status is looked at. */
final class EngineCall {
    private final Host host;
    private final Duration deadline;

    EngineCall(Host host, Duration deadline) {
        this.host = host;
        this.deadline = deadline;
    }

    /** The HTTP status; {@code HostUnreachable} when nothing listens, {@code IOException} for all else. */
    int get(Endpoint endpoint, String path, @Nullable Secret key) throws IOException {
        try (Socket socket = host.connect(endpoint.host(), endpoint.port(), deadline)) {
            CompletableFuture<Void> tooLate = CompletableFuture.runAsync(
                    () -> close(socket), CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS));
            try {
                return exchange(socket, endpoint, path, key);
            } catch (HttpException e) {
                throw new IOException("the answer is no HTTP", e);
            } finally {
                tooLate.cancel(false);
            }
        }
    }

    private static int exchange(Socket socket, Endpoint endpoint, String path, @Nullable Secret key)
            throws IOException, HttpException {
        // Closing the socket closes the connection's streams; the connection owns nothing else.
        @SuppressWarnings("resource")
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(null);
        connection.bind(socket);
        ClassicRequestBuilder request = ClassicRequestBuilder.get(path)
                .addHeader("Host", endpoint.host() + ":" + endpoint.port())
                .addHeader("Connection", "close");
        if (key != null) {
            request.addHeader("Authorization", "Bearer " + key.value());
        }
        connection.sendRequestHeader(request.build());
        connection.flush();
        ClassicHttpResponse response = connection.receiveResponseHeader();
        return response.getCode();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The reader of the socket learns of it by its own exception.
        }
    }
}
