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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WebTest {
    /** On each who comes, at the first word. */
    private static void hangUp(ServerSocket server, AtomicInteger asked) {
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    asked.incrementAndGet();
                    assertThat(socket.getInputStream().read()).isNotNegative();
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
            hangUp(server, asked);
            URI hub = URI.create("https://127.0.0.1:" + server.getLocalPort());
            try (Web web = new Web(new Site(hub, "", "test/1"), Map.of())) {
                assertThatThrownBy(() -> web.ask("", hub, 10, Duration.ofSeconds(10)))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("The connection to 127.0.0.1 broke off: ");
            }
        }
        assertThat(asked.get()).isGreaterThan(1);
    }

    @Test
    void anAnswerThatOnlyTricklesEndsWithItsTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeHub hub = new FakeHub().fault("/x", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return true;
        })) {
            try (Web web = new Web(new Site(hub.address(), "", "test/1"), Map.of())) {
                assertThatThrownBy(() -> web.ask("", hub.address().resolve("/x"), 1000, Duration.ofSeconds(1)))
                        .isInstanceOf(Failure.class)
                        .hasMessage("127.0.0.1 did not end its answer within 1 s; try again later.");
            } finally {
                end.countDown();
            }
        }
    }
}
