package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WebTest {
    /** A server that says a word to each who comes, and hangs up. */
    private static Thread answering(ServerSocket server, String word, AtomicInteger asked) {
        return Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    asked.incrementAndGet();
                    socket.getInputStream().read();
                    socket.getOutputStream().write(word.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // The next one is asked anew.
                }
            }
        });
    }

    @Test
    void anEncryptedConnectionThatIsCutIsTriedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            answering(server, "", asked);
            URI hub = URI.create("https://127.0.0.1:" + server.getLocalPort());
            try (Web web = new Web(new Site(hub, "", "test/1"), Map.of())) {
                assertThatThrownBy(() -> web.ask("", hub, 10, Duration.ofMillis(1500)))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("The connection to 127.0.0.1 broke off: ");
            }
        }
        assertThat(asked.get()).isGreaterThan(1);
    }
}
