package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.blackfish.cluster.Eventually;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.Upstream;
import org.blackfish.service.Door;
import org.blackfish.settings.Secret;
import org.blackfish.transport.LocalHost;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final String STREAM = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/event-stream; charset=utf-8",
            "Transfer-Encoding: chunked",
            "",
            "");

    @Test
    void everyChunkIsPassedOnByItselfAndUnchanged() throws Exception {
        try (LoopbackEngine engine = LoopbackEngine.saying(
                STREAM + chunk("data: a\n\n") + chunk("data: é\n\n") + chunk("d") + "0\r\n\r\n")) {
            ServletCall call = get(engine);
            assertThat(call.pieces()).containsExactly("data: a\n\n", "data: é\n\n", "d");
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(call.header("Transfer-Encoding")).isNull();
        }
    }

    @Test
    void aChunkReachesTheCallerBeforeTheNextIsMade() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (LoopbackEngine engine = new LoopbackEngine((in, out) -> {
            LoopbackEngine.write(out, STREAM + chunk("data: first\n\n"));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            LoopbackEngine.write(out, chunk("data: second\n\n") + "0\r\n\r\n");
        })) {
            ServletCall call = new ServletCall("GET", "/services/x/v1/models", "");
            Thread running = Thread.ofVirtual().start(() -> run(call, engine, ""));
            Eventually.within(
                    Duration.ofSeconds(10),
                    "the first piece",
                    () -> call.pieces().contains("data: first\n\n"));
            arrived.countDown();
            running.join();
            assertThat(call.pieces()).containsExactly("data: first\n\n", "data: second\n\n");
        }
    }

    @Test
    void theBodyArrivesUnchangedWithItsLengthAndTheServicesKey() throws Exception {
        String body = "{\"model\":\"x\",\"messages\":[]}";
        try (LoopbackEngine engine = new LoopbackEngine((in, out) -> {
            byte[] got = in.readNBytes(body.length());
            LoopbackEngine.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + got.length + "\r\n\r\n");
            out.write(got);
        })) {
            ServletCall call = new ServletCall("POST", "/services/x/v1/chat/completions", body)
                    .with("Authorization", "Bearer session")
                    .with("Content-Type", "application/json");
            run(call, engine, body);
            assertThat(call.answer()).isEqualTo(body);
            assertThat(call.header("Content-Length")).isEqualTo(String.valueOf(body.length()));
            assertThat(engine.head())
                    .startsWith("POST /v1/chat/completions HTTP/1.1\r\n")
                    .contains("Authorization: Bearer the-key\r\n", "Content-Length: " + body.length() + "\r\n")
                    .doesNotContain("session");
        }
    }

    @Test
    void anErrorBeforeTheFirstByteKeepsTheEnginesStatusAndWords() throws Exception {
        String refusal = "{\"error\":{\"message\":\"max_tokens is too large\"}}";
        try (LoopbackEngine engine =
                LoopbackEngine.saying("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + refusal.length() + "\r\nSet-Cookie: a=b\r\n\r\n" + refusal)) {
            ServletCall call = get(engine);
            assertThat(call.status()).isEqualTo(400);
            assertThat(call.answer()).isEqualTo(refusal);
            assertThat(call.header("Set-Cookie")).isNull();
            assertThat(call.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void anEngineThatDiesWhileStreamingEndsTheStreamWithAnErrorEvent() throws Exception {
        try (LoopbackEngine engine = LoopbackEngine.saying(STREAM + chunk("data: {\"a\":1}\n\n") + "40\r\ndata: {")) {
            ServletCall call = get(engine);
            assertThat(call.answer())
                    .startsWith(
                            "data: {\"a\":1}\n\ndata: {\n\ndata: {\"error\":{\"message\":\"The engine on 127.0.0.1 broke"
                                    + " off in the middle of its answer")
                    .endsWith("}\n\n");
        }
    }

    @Test
    void anEngineThatDiesBeforeItsAnswerIsTold() throws Exception {
        try (LoopbackEngine engine = LoopbackEngine.saying("")) {
            assertThatThrownBy(() -> get(engine))
                    .isInstanceOf(Upstream.class)
                    .hasMessage("The engine on 127.0.0.1 broke off before it answered; its log says why.");
        }
    }

    @Test
    void anEngineThatSpeaksNoHttpIsTold() throws Exception {
        try (LoopbackEngine engine = LoopbackEngine.saying("SSH-2.0-OpenSSH_9.2\r\n")) {
            assertThatThrownBy(() -> get(engine)).isInstanceOf(Upstream.class);
        }
    }

    @Test
    void anEngineThatDoesNotListenIsTold() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        ServletCall call = new ServletCall("GET", "/services/x/v1/models", "");
        assertThatThrownBy(() -> exchange(call, port, Manner.AS_IS, "")).isInstanceOf(HostUnreachable.class);
    }

    @Test
    void anEngineThatAnswersBeforeTheWholeBodyWasSentIsHeard() throws Exception {
        String body = "x".repeat(8_000_000);
        try (LoopbackEngine engine = new LoopbackEngine((in, out) -> {
            LoopbackEngine.write(out, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig");
            in.readNBytes(100_000);
        })) {
            ServletCall call = new ServletCall("POST", "/services/x/v1/files", body);
            try {
                run(call, engine, body);
                assertThat(call.status()).isEqualTo(413);
            } catch (Upstream e) {
                // The reset that the engine's close caused may overtake its answer; both are honest.
                assertThat(e).hasMessageContaining("broke off before it answered");
            }
        }
    }

    @Test
    void theLegacyProxyAnswers201AndJsonOnSuccess() throws Exception {
        try (LoopbackEngine engine = LoopbackEngine.saying(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + "Content-Length: 2\r\n\r\n{}")) {
            ServletCall call = new ServletCall("POST", "/proxy/8080/v1/completions", "{}");
            exchange(call, engine, Manner.LEGACY, "{}");
            assertThat(call.status()).isEqualTo(201);
            assertThat(call.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void theLegacyProxyPassesTheEnginesStatusAndMessageOn() throws Exception {
        String refusal = "{\"error\":{\"message\":\"no such model\",\"code\":404}}";
        try (LoopbackEngine engine = LoopbackEngine.saying(
                "HTTP/1.1 404 Not Found\r\nContent-Length: " + refusal.length() + "\r\n\r\n" + refusal)) {
            ServletCall call = new ServletCall("POST", "/proxy/8080/v1/completions", "{}");
            exchange(call, engine, Manner.LEGACY_STREAMING, "{}");
            assertThat(call.status()).isEqualTo(404);
            assertThat(call.answer()).isEqualTo("{\"status_code\":404,\"detail\":\"no such model\"}");
        }
    }

    @Test
    void theLegacyDetailIsFoundInEveryEnginesShape() {
        assertThat(List.of(
                        detail("{\"error\":{\"message\":\"m\"}}"),
                        detail("{\"error\":\"m\"}"),
                        detail("{\"message\":\"m\"}"),
                        detail("m")))
                .containsOnly("m");
        assertThat(detail("")).isEqualTo("The engine answered with status 500.");
    }

    private static String detail(String said) {
        return Manner.detail(said.getBytes(StandardCharsets.UTF_8), 500);
    }

    private static ServletCall get(LoopbackEngine engine) throws IOException {
        ServletCall call = new ServletCall("GET", "/services/x/v1/models", "");
        exchange(call, engine, Manner.AS_IS, "");
        return call;
    }

    private static void run(ServletCall call, LoopbackEngine engine, String body) {
        try {
            exchange(call, engine, Manner.AS_IS, body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void exchange(ServletCall call, LoopbackEngine engine, Manner manner, String body)
            throws IOException {
        exchange(call, engine.port(), manner, body);
    }

    private static void exchange(ServletCall call, int port, Manner manner, String body) throws IOException {
        Caller caller = call.caller();
        Door door = new Door(
                UUID.randomUUID(), new LocalHost(), "127.0.0.1", port, new Secret("the-key"), "vllm", List.of("x"));
        String path = Route.of(caller.method(), caller.path()) instanceof Route.ToService to
                ? to.path()
                : ((Route.Legacy) Route.of(caller.method(), caller.path())).path();
        new Exchange(caller, door, manner, new CallerWatches()).run(path, body.isEmpty() ? null : caller.body());
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }
}
