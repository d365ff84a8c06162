package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests over a bare socket: a target goes out exactly as it is written, where other clients would tidy it. */
final class RawHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** An answer as it came; {@code text} is all behind the first line, headers and body. */
    record Answer(int status, String text) {}

    /** {@code headers} are whole lines without their ends. */
    Answer ask(String method, String target, String body, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                + more + "Content-Length: " + body.length() + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = answer.split("\r\n", 2);
            return new Answer(Integer.parseInt(parts[0].split(" ")[1]), parts[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }
}
