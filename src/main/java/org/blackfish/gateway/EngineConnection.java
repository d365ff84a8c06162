package org.blackfish.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.util.Timeout;

/** One HTTP/1.1 exchange with an engine over a connected socket of its own; any thread may close it and so end it. */
final class EngineConnection implements Closeable {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(64 * 1024)
            .build();
    private static final Timeout FOR_AN_EARLY_ANSWER = Timeout.ofSeconds(2);

    private final Socket socket;
    private final DefaultBHttpClientConnection http;

    /** {@code patience} is the longest silence of the engine, before its answer and within it. */
    EngineConnection(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.http = new DefaultBHttpClientConnection(LIMITS);
        try {
            // A node that died says nothing any more; without keep-alive its streams would hang on for the patience.
            socket.setKeepAlive(true);
            http.bind(socket);
            http.setSocketTimeout(Timeout.of(patience));
        } catch (SocketException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a request with its body. False when the engine stopped listening half-way, which it does to answer at once
     * (too large, not allowed); {@link CallerGone} when it is the caller's side that broke.
     */
    boolean send(ClassicHttpRequest request) throws IOException {
        try {
            http.sendRequestHeader(request);
            if (request.getEntity() != null) {
                http.sendRequestEntity(request);
            }
            http.flush();
            return true;
        } catch (CallerGone e) {
            throw e;
        } catch (IOException e) {
            http.setSocketTimeout(FOR_AN_EARLY_ANSWER);
            return false;
        } catch (HttpException e) {
            throw new ProtocolFailure(e);
        }
    }

    /** The answer's head, interim answers left out; its entity, if it has one, streams from the socket. */
    ClassicHttpResponse receive(String method) throws IOException {
        try {
            ClassicHttpResponse response = http.receiveResponseHeader();
            while (response.getCode() < 200) {
                if (response.getCode() == 101) {
                    throw new ProtocolException("The engine switched protocols without being asked");
                }
                response = http.receiveResponseHeader();
            }
            if (mayHaveBody(method, response.getCode())) {
                http.receiveResponseEntity(response);
            }
            return response;
        } catch (HttpException e) {
            throw new ProtocolFailure(e);
        }
    }

    private static boolean mayHaveBody(String method, int status) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }

    @Override
    public void close() {
        // The socket alone: it wakes a thread that reads from it, where the connection would wait for that thread. The
        // connection holds nothing else, and closing it too would cost an exception a call.
        try {
            socket.close();
        } catch (IOException ignored) {
            // A socket that cannot be closed is closed already.
        }
    }

    /** The engine spoke no HTTP. */
    static final class ProtocolFailure extends IOException {
        private static final long serialVersionUID = 1L;

        ProtocolFailure(HttpException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
