package org.blackfish.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes what it is told, byte for byte, to one connection after the other, and then closes it or holds it open. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> held = new CopyOnWriteArrayList<>();

    /** Only the connection that gets the last of {@code answers} may be held open; later ones get the same. */
    RawServer(boolean holds, String... answers) {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> answer(holds, answers));
    }

    /** An environment in which it is trusted. */
    Map<String, String> environment() {
        return Map.of("BLACKFISH_URL", "http://127.0.0.1:" + listening.getLocalPort(), "BLACKFISH_AUTH_TOKEN", "t");
    }

    private void answer(boolean holds, String... answers) {
        for (int i = 0; ; i = Math.min(i + 1, answers.length - 1)) {
            try {
                Socket connection = listening.accept();
                connection.getInputStream().read(new byte[16_384]);
                connection.getOutputStream().write(answers[i].getBytes(StandardCharsets.UTF_8));
                if (holds && i == answers.length - 1) {
                    held.add(connection);
                } else {
                    connection.close();
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : held) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
