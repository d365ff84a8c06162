package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A program that asks for a stream over a socket of its own, so that it is gone the moment it closes that. */
final class LeavingCaller implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    private LeavingCaller(Socket socket) throws IOException {
        this.socket = socket;
        this.lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static LeavingCaller post(Server server, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nAuthorization: Bearer "
                + server.token() + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        LeavingCaller caller = new LeavingCaller(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        caller.socket.setSoTimeout(60_000);
        OutputStream out = caller.socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        return caller;
    }

    /** Waits for the first line of a successful answer's body, which comes in chunks. */
    String firstLine() throws IOException {
        assertThat(read()).startsWith("HTTP/1.1 200");
        while (!read().isEmpty()) {
            // A header line; the body begins behind an empty one.
        }
        assertThat(read()).as("the length of a chunk").matches("[0-9a-fA-F]+");
        return read();
    }

    boolean heardNothing() throws IOException {
        return socket.isConnected() && socket.getInputStream().available() == 0;
    }

    private String read() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("the answer ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
