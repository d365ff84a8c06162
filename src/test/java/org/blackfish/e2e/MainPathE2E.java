package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From "this model, please" to a real answer out of a real Slurm job, and through a kill of our program. */
class MainPathE2E {
    private static Server server;
    private static Launches launches;

    @BeforeAll
    static void start() {
        server = Server.start();
        launches = new Launches(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRealModelAnswersOutOfARealJob() {
        String id = launches.launch("main-path");
        launches.await(id, "healthy");

        JsonObject live = launches.live(id);
        assertThat(live.getString("phase")).isEqualTo("ready");
        HttpResponse<String> answer = ask("/services/" + id + "/v1/chat/completions", "main-path", false);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("Paris");
        assertThat(ask("/v1/chat/completions", Launches.MODEL, false).body()).contains("Paris");

        HttpResponse<String> stream = ask("/services/" + id + "/v1/chat/completions", "main-path", true);
        assertThat(stream.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(stream.body()).contains("data: {").endsWith("data: [DONE]\n\n");
        assertThat(server.get("/api/services/" + id + "/log").body()).isNotBlank();

        launches.stop(id);
        assertThat(launches.live(id).getString("phase")).isEqualTo("ended");
        assertThat(launches.jobs(id)).isEqualTo(1);
        assertThat(server.get("/v1/models").body()).doesNotContain("main-path");
    }

    @Test
    void aKilledServerFindsItsRunningServiceAgain() {
        String id = launches.launch("survivor");
        launches.await(id, "healthy");
        String job = launches.jobId(id);
        server.kill();
        server.restart();
        launches.await(id, "healthy");
        assertThat(launches.jobId(id)).isEqualTo(job);
        // Until the engine has proved itself to the new process, the gateway says 503 and to try again.
        Testbed.await(
                "the model answers again",
                () -> ask("/services/" + id + "/v1/chat/completions", "survivor", false)
                        .body()
                        .contains("Paris"));
        launches.stop(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
        Testbed.await("the accounting knows it too", () -> launches.accounted(id) == 1);
    }

    private static HttpResponse<String> ask(String path, String model, boolean stream) {
        return server.post(path, """
                {"model": "%s", "stream": %s, "temperature": 0, "max_tokens": 16,
                 "messages": [{"role": "user", "content": "What is the capital of France? Answer in one word."}]}
                """.formatted(model, stream));
    }
}
