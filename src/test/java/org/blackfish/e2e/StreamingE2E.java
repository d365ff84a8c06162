package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Streams through the gateway, and what happens when either end leaves in the middle. They are asked for as by programs on
 * the node, which know nothing of the portal's prefix.
 */
class StreamingE2E {
    private static Server server;
    private static Launches launches;
    private static String id;

    @BeforeAll
    static void start() {
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        launches = new Launches(server);
        id = launches.launch(EngineModel.in(server, "stream", "{}").order("stream"));
        launches.await(id, "healthy");
    }

    @AfterAll
    static void stop() {
        launches.stop(id);
        server.close();
    }

    @Test
    void anEngineThatDiesWhileStreamingEndsTheStreamWithAnError() {
        String dying = launches.launch(EngineModel.in(server, "dying", "{}").order("dying"));
        launches.await(dying, "healthy");
        String body = ask(dying, "dying?chunks=50&die_after_chunks=3");
        assertThat(body).contains("\"error\"").doesNotContain("[DONE]");
    }

    /** Left alone the engine would work for ten minutes and more. */
    private static void engineIsFreeSoon() {
        Testbed.await("the engine is free again", Testbed.PATIENCE, () -> running() == 0, StreamingE2E::connections);
    }

    @Test
    void aClientThatLeavesFreesTheEngine() throws IOException {
        try (LeavingCaller caller = ask("stream?chunks=100000&chunk_seconds=0.05")) {
            assertThat(caller.firstLine()).startsWith("data: ");
            assertThat(running()).isEqualTo(1);
        }
        engineIsFreeSoon();
    }

    @Test
    void aClientThatLeavesWhileTheEngineIsStillSilentFreesTheEngine() throws IOException {
        try (LeavingCaller caller = ask("stream?first_chunk_seconds=600")) {
            Testbed.await("the engine has the request", () -> running() == 1);
            assertThat(caller.heardNothing()).isTrue();
        }
        engineIsFreeSoon();
    }

    @Test
    void whatTheCallerIsCalledByNeverReachesTheEngine() throws IOException {
        HttpResponse<String> echo = server.send(server.request("/services/" + id + "/v1/echo")
                .header("Cookie", "secret=1")
                .header("X-Blackfish-Token", server.token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1}")));
        assertThat(echo.body())
                .doesNotContain(server.token())
                .doesNotContain("secret=1")
                .contains("Bearer ");
    }

    @Test
    void duringAChatTheKeyIsInNoProcessListEnvironmentLogScriptOrAccounting() throws Exception {
        String key = server.json("/api/services/" + id + "/key").getString("key");
        assertThat(server.get("/services/" + id + "/v1/echo").body())
                .as("this is what goes to the engine")
                .contains("Bearer " + key);
        try (LeavingCaller caller = ask("stream?chunks=100000&chunk_seconds=0.05")) {
            assertThat(caller.firstLine()).startsWith("data: ");
            Sightings.of(server, id, launches.jobId(id)).forEach((where, text) -> {
                assertThat(where.contains("log") || !text.isBlank()).as(where).isTrue();
                assertThat(text.contains(key)).as("the key is in " + where).isFalse();
                assertThat(text.contains(server.token()))
                        .as("the token is in " + where)
                        .isFalse();
            });
        }
        for (String file : new String[] {"keys/" + id, "jobs/" + id + "/key"}) {
            Path path = server.home().resolve(file);
            assertThat(Files.readString(path)).contains(key);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void callsThatAskTheDatabaseFillNoLogWithWarningsOfTheServer() {
        HttpResponse<String> unknown =
                server.post("/services/nobody-has-this-name/v1/chat/completions", body("stream"));
        assertThat(unknown.body()).contains("nobody-has-this-name");
        assertThat(ask(id, "stream?chunks=3")).contains("[DONE]");
        assertThat(server.log()).doesNotContain("resource.jta");
    }

    @Test
    void nobodyIsLedToHttp2WhereCallsWouldShareTheConnectionThatIsWatchedForOne() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest page = HttpRequest.newBuilder(URI.create(server.address() + "/sign-in.xhtml"))
                    .build();
            assertThat(client.send(page, HttpResponse.BodyHandlers.discarding()).version())
                    .isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void whatHappensIsToldAsItHappensAndAgainToWhoMissedIt() throws Exception {
        String first = told("/api/events", "", "slurm");
        assertThat(first).startsWith(": still here\n").contains("\"as_of\":\"", "\"trouble\":null");
        String seen = Testbed.first("id: (.*)", first);
        String[] parts = seen.split("-");
        assertThat(Testbed.first("id: (.*)", told("/api/events", seen, "")))
                .isEqualTo(parts[0] + "-" + (Long.parseLong(parts[1]) + 1));
        assertThat(told("/api/events", "of-another-life-1", "resync")).contains("data: {}");
    }

    @Test
    void aLogThatCannotBeReadAnyMoreTellsItsFollowerWhy() throws Exception {
        Path log = server.home().resolve("jobs/" + id + "/slurm-" + launches.jobId(id) + ".out");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));
        try {
            assertThat(told("/api/services/" + id + "/log?follow=true&offset=0", "", "problem"))
                    .contains(log + " may not be read or written by this account.");
        } finally {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void itsFiguresAreThereForPrometheus() {
        assertThat(server.get("/api/metrics").body())
                .contains("blackfish_services{status=\"healthy\"} ")
                .contains("blackfish_slurm_calls_last_hour{command=\"squeue\"} ")
                .contains("blackfish_slurm_answers 1\n")
                .containsPattern("blackfish_gateway_calls_total \\d+\n");
    }

    /** All that a stream sends up to the end of its first event whose name begins so. */
    private static String told(String path, String last, String name) throws Exception {
        HttpRequest.Builder request = server.request(path).header("Accept", "text/event-stream");
        HttpRequest asked = (last.isEmpty() ? request : request.header("Last-Event-ID", last)).build();
        HttpClient client = HttpClient.newHttpClient();
        try {
            Iterator<String> lines = client.send(asked, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .iterator();
            return CompletableFuture.supplyAsync(() -> until(lines, "event: " + name))
                    .get(30, TimeUnit.SECONDS);
        } finally {
            client.shutdownNow();
        }
    }

    private static String until(Iterator<String> lines, String event) {
        StringBuilder told = new StringBuilder();
        boolean begun = false;
        while (lines.hasNext()) {
            String line = lines.next();
            told.append(line).append('\n');
            begun |= line.startsWith(event);
            if (begun && line.isEmpty()) {
                return told.toString();
            }
        }
        throw new AssertionError("The stream ended without \"" + event + "\":\n" + told);
    }

    @Test
    void onlyTheEnginesPublicPathsAreReached() {
        for (String path : new String[] {"/invocations", "/tokenize", "/docs", "/v1/../invocations", "/slots"}) {
            assertThat(server.get("/services/" + id + path).statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    private static String ask(String service, String model) {
        return server.post("/services/" + service + "/v1/chat/completions", body(model))
                .body();
    }

    private static LeavingCaller ask(String model) throws IOException {
        return LeavingCaller.post(server, "/services/" + id + "/v1/chat/completions", body(model));
    }

    private static String body(String model) {
        return "{\"model\": \"" + model
                + "\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
    }

    private static long running() {
        return established("sport = :" + enginePort()).isBlank() ? 0 : 1;
    }

    /** Who calls the engine, and who still calls our server. */
    private static String connections() {
        return established("( sport = :" + enginePort() + " or dport = :" + server.port() + " )");
    }

    private static String established(String filter) {
        return Testbed.run("ss", "-Htnp", "state", "established", filter);
    }

    private static int enginePort() {
        return launches.endpoint(id).getInt("port");
    }
}
