package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that begin an answer and do not end it. */
@Timeout(60)
class BrokenAnswersTest {
    private static final String ID = "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55";
    private static final String SERVICE = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"model\":\"org/m\"}";
    private static final String HEADERS = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n";
    private static final String STREAM = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n";
    private static final Call HASTY =
            new Call("GET", "api/services", Optional.empty(), Optional.empty(), Duration.ofMillis(300));

    @TempDir
    Path home;

    @Test
    void aTalkThatBreaksOffIsNoAnswer() {
        try (RawServer server = new RawServer(false, SERVICE, STREAM)) {
            Typed typed = Typed.in(home, server.environment(), "", Terminal.NONE, "chat", ID, "Hello");
            assertThat(typed.code()).isEqualTo(3);
            assertThat(typed.out()).isEqualTo("Hel");
            assertThat(typed.err())
                    .startsWith("blackfish: The connection to http://127.0.0.1:")
                    .contains("broke before the answer was complete")
                    .hasLineCount(1);
        }
    }

    @Test
    void aServerThatStopsAfterItsHeadersIsNotWaitedForWithoutEnd() {
        try (RawServer server = new RawServer(true, HEADERS)) {
            Rest rest = Rest.connect(world(server));
            assertLate(() -> rest.ask(HASTY));
        }
    }

    @Test
    void aStreamThatStopsIsNotWaitedForWithoutEnd() {
        try (RawServer server = new RawServer(true, STREAM)) {
            Rest rest = Rest.connect(world(server));
            List<String> lines = new ArrayList<>();
            assertLate(() -> rest.lines(HASTY, lines::add));
            assertThat(lines).containsExactly(EVENT.strip());
        }
    }

    private static void assertLate(ThrowingCallable asking) {
        Failure failure = catchThrowableOfType(Failure.class, asking);
        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.sentence()).contains("did not answer in time; what was asked for may still happen");
    }

    private World world(RawServer server) {
        return Typed.unheard(server.environment());
    }
}
