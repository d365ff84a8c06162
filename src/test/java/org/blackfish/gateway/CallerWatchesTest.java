package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.blackfish.cluster.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers on real connections, watched as the server's own are: not blocking. */
class CallerWatchesTest {
    private final CallerWatches watches = new CallerWatches();
    private ServerSocketChannel door;
    private Socket caller;
    private SocketChannel callersSide;
    private ServerSocket engineDoor;
    private Socket toEngine;
    private EngineConnection engine;

    @BeforeEach
    void connect() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        door = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        caller = new Socket(loopback, ((InetSocketAddress) door.getLocalAddress()).getPort());
        caller.setSoTimeout(10_000);
        callersSide = door.accept();
        callersSide.configureBlocking(false);
        engineDoor = new ServerSocket(0, 1, loopback);
        toEngine = new Socket(loopback, engineDoor.getLocalPort());
        engine = new EngineConnection(toEngine, Duration.ofMinutes(1));
    }

    @AfterEach
    void disconnect() throws IOException {
        watches.close();
        caller.close();
        callersSide.close();
        door.close();
        engine.close();
        engineDoor.close();
    }

    @Test
    void aCallerThatLeavesASilentEngineEndsItsWork() throws IOException {
        try (CallerWatch watch = watches.start(connection(), engine)) {
            caller.close();
            waitUntil(toEngine::isClosed);
            assertThat(watch.callerGone()).isTrue();
        }
    }

    @Test
    void oneThatHasLeftBeforeItWasWatchedIsMissedAllTheSame() throws IOException {
        caller.close();
        callersSide.close();
        try (CallerWatch watch = watches.start(connection(), engine)) {
            waitUntil(watch::callerGone);
        }
    }

    @Test
    void oneWhoseConnectionTheServerItselfClosesIsMissedToo() throws IOException {
        try (CallerWatch watch = watches.start(connection(), engine)) {
            waitUntil(this::isRegistered);
            callersSide.close();
            waitUntil(watch::callerGone);
        }
    }

    @Test
    void emptyLinesWithoutEndAreOutOfTurn() throws IOException {
        ClientConnection connection = connection();
        try (CallerWatch watch = watches.start(connection, engine)) {
            waitUntil(this::isRegistered);
            caller.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            waitUntil(() -> !isRegistered());
            assertThat(watch.callerGone()).isFalse();
        }
        assertThat(connection.spokeOutOfTurn()).isTrue();
    }

    @Test
    void whatACallerSaysAfterItsAnswerIsLeftToTheServer() throws IOException {
        ClientConnection connection = connection();
        CallerWatch watch = watches.start(connection, engine);
        waitUntil(this::isRegistered);
        watch.close();
        caller.getOutputStream().write('G');
        waitUntil(() -> !isRegistered());
        assertThat(next()).isEqualTo('G');
        assertThat(connection.spokeOutOfTurn()).isFalse();
        assertThat(toEngine.isClosed()).isFalse();
    }

    @Test
    void theEmptyLineOfAnOldClientIsNoNextRequestAndItIsStillMissedWhenItLeaves() throws IOException {
        ClientConnection connection = connection();
        try (CallerWatch watch = watches.start(connection, engine)) {
            caller.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            caller.close();
            waitUntil(watch::callerGone);
        }
        assertThat(connection.spokeOutOfTurn()).isFalse();
    }

    @Test
    void aCallerThatSpeaksOutOfTurnIsWatchedNoMoreAndItsEngineGoesOn() throws IOException {
        ClientConnection connection = connection();
        try (CallerWatch watch = watches.start(connection, engine)) {
            waitUntil(this::isRegistered);
            caller.getOutputStream().write('G');
            waitUntil(() -> !isRegistered());
            assertThat(watch.callerGone()).isFalse();
            assertThat(toEngine.isClosed()).isFalse();
        }
        assertThat(connection.spokeOutOfTurn()).isTrue();
    }

    @Test
    void theNextCallOnTheSameConnectionIsWatchedAsWell() throws IOException {
        CallerWatch first = watches.start(connection(), engine);
        waitUntil(this::isRegistered);
        first.close();
        try (CallerWatch second = watches.start(connection(), engine)) {
            caller.close();
            waitUntil(second::callerGone);
            assertThat(first.callerGone()).isFalse();
        }
    }

    @Test
    void aConnectionThatTheSelectorHasNotYetLetGoOfJoinsLater() throws IOException {
        CallerWatch first = new CallerWatch(connection(), engine);
        try (Selector selector = Selector.open();
                CallerWatch second = new CallerWatch(connection(), engine)) {
            assertThat(first.join(selector)).isTrue();
            first.close();
            assertThat(second.join(selector)).isFalse();
            selector.selectNow();
            assertThat(second.join(selector)).isTrue();
        }
    }

    private ClientConnection connection() {
        return new ClientConnection(null, null, callersSide);
    }

    private boolean isRegistered() {
        return callersSide.isRegistered();
    }

    private int next() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        waitUntil(() -> {
            try {
                return callersSide.read(one) == 1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return one.get(0);
    }

    private static void waitUntil(BooleanSupplier condition) {
        Eventually.within(Duration.ofSeconds(10), "what the callers and their watches come to", condition);
    }
}
