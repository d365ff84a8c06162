package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The real vLLM in a real job: how it comes up, answers, keeps neighbours out, and ends in the middle of an answer. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VllmE2E {
    private static final String CHAT = "/v1/chat/completions";
    private static final int LAST = Integer.MAX_VALUE;
    private static final List<String> UNLISTED = List.of(
            "/",
            "/docs",
            "/redoc",
            "/docs/oauth2-redirect",
            "/openapi.json",
            "/metrics/",
            "/health/",
            "//health",
            "/x");

    private static final List<String> statusesWhileLoading = new ArrayList<>();
    private static Server server;
    private static VllmService service;

    @BeforeAll
    static void start() {
        server = Server.start("", VllmService.SETTINGS);
        service = VllmService.launch(server, "lab", VllmService.MODEL, "--max-model-len", "2048");
        service.awaitInLog("version 0.26.0");
        Testbed.await("vLLM listens", VllmService.LOADING, VllmE2E::listensAtLast, service::log);
        service.await("healthy");
        VllmService.measured("launch to healthy", service.sinceLaunch());
    }

    private static boolean listensAtLast() {
        String status = service.status();
        if (service.listens()) {
            return true;
        }
        statusesWhileLoading.add(status);
        return false;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nothingListensWhileItLoadsAndThatIsNoFailure() {
        assertThat(statusesWhileLoading).hasSizeGreaterThan(20).containsOnly("starting");
        assertThat(service.live().getString("phase")).isEqualTo("ready");
    }

    @Test
    void itAnswersByBothItsNamesWithTheRevisionOnDisk() {
        String models = server.get("/services/" + service.id() + "/v1/models").body();
        assertThat(models).contains("\"" + VllmService.MODEL + "\"", "\"lab\"");
        assertThat(answer("/services/" + service.id() + CHAT, "lab")).contains("Paris");
        assertThat(answer(CHAT, VllmService.MODEL)).contains("Paris");
        String revision = Testbed.read(
                Testbed.cacheDirectory().resolve("models/models--testbed--SmolLM2-135M-Instruct/refs/main"));
        assertThat(Testbed.read(service.folder().resolve("start.sh")))
                .contains("/snapshots/" + revision + "'", "HF_HUB_OFFLINE='1'", "--middleware");
    }

    @Test
    void itStreamsThroughTheGateway() {
        HttpResponse<String> stream = server.post("/services/" + service.id() + CHAT, question("lab", true, 16));
        assertThat(stream.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(stream.body()).contains("data: {").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aNeighbourWithoutTheKeyIsRefusedOnEveryRouteButTheHealth() {
        Neighbour neighbour = new Neighbour(service.port());
        List<Neighbour.Route> documented = neighbour.documented(service.key());
        assertThat(documented).hasSizeGreaterThan(20);
        List<Neighbour.Route> all = routes(documented);
        for (Neighbour.Route route : all) {
            if (!route.equals(new Neighbour.Route("GET", "/health"))) {
                assertThat(neighbour.ask(route).statusCode()).as("%s", route).isEqualTo(401);
                assertThat(neighbour
                                .ask(route, "Authorization", "Bearer " + "0".repeat(43))
                                .statusCode())
                        .as("%s", route)
                        .isEqualTo(401);
            }
        }
        assertThat(neighbour.ask(new Neighbour.Route("GET", "/health")).statusCode())
                .isEqualTo(200);
        for (String path : List.of("/v1/realtime", "/v1/responses", "/health", "/")) {
            assertThat(neighbour.openWebSocket(path)).as(path).matches("HTTP/1.1 40[13] .*");
        }
        VllmService.measured("routes of the OpenAPI document", documented.size());
        VllmService.measured("routes and methods refused without the key", all.size() - 1);
    }

    @Test
    void whoHasTheKeyIsLetInOnEveryRoute() {
        Neighbour owner = new Neighbour(service.port());
        for (Neighbour.Route route : owner.documented(service.key())) {
            assertThat(owner.ask(route, "Authorization", "Bearer " + service.key())
                            .statusCode())
                    .as("%s", route)
                    .isNotEqualTo(401);
        }
    }

    @Test
    void theKeyStandsInNoCommandLineScriptOrLog() {
        assertThat(Testbed.run("ps", "-eo", "args")).contains("--middleware").doesNotContain(service.key());
        assertThat(Testbed.read(service.folder().resolve("start.sh"))).doesNotContain(service.key());
        assertThat(service.log()).doesNotContain(service.key());
    }

    @Test
    @Order(LAST)
    void aStopWhileItStreamsEndsTheStreamAndTheJob() throws Exception {
        HttpRequest request = server.request("/services/" + service.id() + CHAT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question("lab", true, 1900)))
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("data: ");
            VllmService.measured("stop while streaming", service.stop());
            assertThat(rest(lines)).isNotEmpty();
        }
        assertThat(service.listens()).isFalse();
    }

    private static List<String> rest(BufferedReader lines) {
        List<String> rest = new ArrayList<>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rest.add(line);
            }
        } catch (IOException cut) {
            rest.add("cut");
        }
        return rest;
    }

    /** The documented routes, each path with other methods too, and paths that the document does not list. */
    private static List<Neighbour.Route> routes(List<Neighbour.Route> documented) {
        Stream<String> paths = Stream.concat(documented.stream().map(Neighbour.Route::path), UNLISTED.stream())
                .distinct();
        Stream<Neighbour.Route> more =
                paths.flatMap(path -> Stream.of("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD")
                        .map(method -> new Neighbour.Route(method, path)));
        return Stream.concat(documented.stream(), more)
                .filter(route -> !route.equals(new Neighbour.Route("HEAD", "/health")))
                .distinct()
                .toList();
    }

    private static String answer(String path, String model) {
        HttpResponse<String> answer = server.post(path, question(model, false, 16));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String question(String model, boolean stream, int tokens) {
        return """
                {"model": "%s", "stream": %s, "temperature": 0, "max_tokens": %d, "ignore_eos": %s,
                 "messages": [{"role": "user", "content": "What is the capital of France? Answer in one word."}]}
                """.formatted(model, stream, tokens, tokens > 100);
    }
}
