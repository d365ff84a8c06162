package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guard as Python runs it, in front of an application that notes every request that reaches it. */
class GuardTest {
    private static final String DRIVER = """
            import asyncio, sys
            sys.path.insert(0, "src/main/resources/org/blackfish/service")
            sys.dont_write_bytecode = True
            from blackfish_guard import Guard

            async def application(scope, receive, send):
                sent.append("reached")

            async def send(message):
                sent.append(f"{message['type']} {message.get('status', message.get('code', ''))}".strip())

            kind, method, path, *authorizations = sys.argv[1:]
            scope = {"type": kind, "path": path, "headers": [(b"accept", b"*/*")]}
            scope["headers"] += [(b"authorization", text.encode()) for text in authorizations]
            if kind == "http":
                scope["method"] = method
            sent = []
            asyncio.run(Guard(application)(scope, None, send))
            print(", ".join(sent))
            """;
    private static final String REFUSED = "http.response.start 401, http.response.body";

    @Test
    void theKeyOpensEveryPath() throws Exception {
        assertThat(ask("http", "POST", "/invocations", "Bearer s3cret")).isEqualTo("reached");
        assertThat(ask("http", "GET", "/v1/models", "bearer s3cret")).isEqualTo("reached");
        assertThat(ask("websocket", "", "/v1/realtime", "Bearer s3cret")).isEqualTo("reached");
    }

    @Test
    void withoutTheKeyOnlyTheHealthIsAnswered() throws Exception {
        assertThat(ask("http", "GET", "/health")).isEqualTo("reached");
        assertThat(ask("http", "HEAD", "/health")).isEqualTo("reached");
        for (String path : new String[] {"/", "/health/", "//health", "/health/x", "/v1/models", "/metrics", "/docs"}) {
            assertThat(ask("http", "GET", path)).as(path).isEqualTo(REFUSED);
        }
        assertThat(ask("http", "POST", "/health")).isEqualTo(REFUSED);
        assertThat(ask("http", "OPTIONS", "/v1/models")).isEqualTo(REFUSED);
        assertThat(ask("websocket", "", "/health")).isEqualTo("websocket.close 1008");
    }

    @Test
    void aKeyThatIsWrongCutLongerTwiceThereOrOfAnotherSchemeIsRefused() throws Exception {
        for (String given :
                new String[] {"Bearer s3cre", "Bearer s3cret2", "Bearer  s3cret", "Bearer", "s3cret", "Basic s3cret"}) {
            assertThat(ask("http", "GET", "/metrics", given)).as(given).isEqualTo(REFUSED);
        }
        assertThat(ask("http", "GET", "/metrics", "Bearer wrong", "Bearer s3cret"))
                .isEqualTo(REFUSED);
    }

    @Test
    void theServersOwnStartAndStopPass() throws Exception {
        assertThat(ask("lifespan", "", "/")).isEqualTo("reached");
    }

    private static String ask(String kind, String method, String path, String... authorizations)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("python3", "-c", DRIVER, kind, method, path);
        builder.command().addAll(List.of(authorizations));
        builder.environment().put("VLLM_API_KEY", "s3cret");
        builder.directory(Path.of("").toAbsolutePath().toFile()).redirectErrorStream(true);
        Process process = builder.start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return answer;
    }
}
