package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets a clear sentence that names the field, the value and the remedy; nothing is stored. */
class BadInputE2E {
    private static final List<String> NAME = List.of("The name ", "cannot be used; give 1 to 100 letters");

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start();
    }

    @AfterAll
    static void stop() {
        assertThat(server.get("/api/services").body().strip()).isEqualTo("[]");
        server.close();
    }

    /** One wrong thing, and the words that the answer must contain. */
    record Wrong(String what, JsonObjectBuilder order, int status, List<String> words) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Wrong> wrongs() {
        return List.of(
                new Wrong("model", Launches.order("a").add("repo_id", "no/such"), 400, List.of("no/such", "models")),
                new Wrong("revision", Launches.order("a").add("revision", "feed"), 400, List.of("feed")),
                new Wrong(
                        "image",
                        Launches.order("a").add("image_ref", "x/y:z"),
                        400,
                        List.of("y_z.sif", "apptainer pull")),
                new Wrong("image syntax", Launches.order("a").add("image_ref", "xyz"), 400, List.of("xyz")),
                new Wrong("profile", Launches.order("a").add("profile", "mars"), 400, List.of("mars", "default")),
                new Wrong("partition", Launches.order("a").add("partition", "moon"), 400, List.of("moon", "gpu")),
                new Wrong("tier", Launches.order("a").add("tier", "Vast"), 400, List.of("Vast", "CPU")),
                new Wrong("time", Launches.order("a").add("time", "99:00:00"), 400, List.of("180")),
                new Wrong(
                        "speech",
                        Launches.order("a").add("image", "speech_recognition"),
                        501,
                        List.of("Speech recognition comes with a later version", "text_generation")),
                new Wrong("newline in the name", Launches.order("a\nb"), 400, NAME),
                new Wrong("quote in the name", Launches.order("a'b"), 400, NAME),
                new Wrong(
                        "command in the name",
                        Launches.order("$(id)"),
                        400,
                        List.of("The name \"$(id)\" cannot be used")),
                new Wrong("a name of 300 characters", Launches.order("x".repeat(300)), 400, List.of("100")));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void oneWrongThingIsNamed(Wrong wrong) {
        HttpResponse<String> answer =
                server.post("/api/services", wrong.order().build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wrong.status());
        String detail = Server.parse(answer.body()).asJsonObject().getString("detail");
        assertThat(detail).contains(wrong.words());
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        HttpResponse<String> answer = server.post(
                "/api/services",
                Json.createObjectBuilder()
                        .add("name", 5)
                        .add("image", "text_generation")
                        .add("repo_id", true)
                        .add("profile", "default")
                        .add("cpus", 0)
                        .build()
                        .toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The field name must be a text")
                .contains("The field repo_id must be a text")
                .contains("The value 0 of cpus cannot be asked for");
    }

    @Test
    void membersThatNothingKnowsAreNamedInTheAnswer() {
        HttpResponse<String> token = server.post("/api/tokens", "{\"name\":\"odd\",\"colour\":\"red\"}");
        assertThat(token.statusCode()).as(token.body()).isEqualTo(201);
        assertThat(token.body()).contains("\"live\":{\"ignored\":[\"colour\"]}");
        HttpResponse<String> tier = server.post("/api/tiers/choose", "{\"repo_id\":\"a/b\",\"size_gb\":1,\"size\":1}");
        assertThat(tier.statusCode()).as(tier.body()).isEqualTo(200);
        assertThat(tier.body()).contains("\"live\":{\"ignored\":[\"size\"]}");
        HttpResponse<String> usual = server.put("/api/profiles/default/default", "{\"force\":true}");
        assertThat(usual.statusCode()).as(usual.body()).isEqualTo(200);
        assertThat(usual.body()).contains("\"live\":{\"ignored\":[\"force\"]}");
        assertThat(server.post("/api/tokens", "{\"name\":\"plain\"}").body()).doesNotContain("live");
    }

    /** {@link SharedFolders} makes the two profiles; a file's mode keeps an ordinary account out, as the tests have. */
    @Test
    void aSharedFolderThatIsMissingOrClosedIsNamedWithItsRemedy() {
        SharedFolders folders = SharedFolders.of(server);
        HttpResponse<String> missing = launch("missing");
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(detail(missing))
                .contains(
                        folders.missing() + " of the profile \"missing\" is not a folder",
                        "correct cache_dir in profiles.cfg, or ask your admin.");
        HttpResponse<String> closed = launch("closed");
        assertThat(closed.statusCode()).isEqualTo(400);
        assertThat(detail(closed))
                .contains(
                        folders.closed() + " of the profile \"closed\" may not be read by this account",
                        "Ask your admin for read and execute access to it.");
        assertThat(folders.missing()).doesNotExist();
        assertThat(server.get("/api/tiers?profile=missing").body())
                .contains("The cache_dir " + folders.missing() + " does not exist", "built-in default tiers");
        assertThat(server.get("/api/models?profile=closed").body()).contains(folders.closed() + "/models");
    }

    private static HttpResponse<String> launch(String profile) {
        return server.post(
                "/api/services",
                Launches.order("a").add("profile", profile).build().toString());
    }

    private static String detail(HttpResponse<String> answer) {
        return Server.parse(answer.body()).asJsonObject().getString("detail");
    }

    @Test
    void speechIsToldToOpenAiClientsAsSomethingOfALaterVersion() {
        for (String path : List.of("/v1/audio/transcriptions", "/services/none/v1/audio/speech")) {
            HttpResponse<String> answer = server.post(path, "{}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(501);
            assertThat(Server.parse(answer.body())
                            .asJsonObject()
                            .getJsonObject("error")
                            .getString("message"))
                    .isEqualTo("Speech at /v1/audio comes with a later version.");
        }
    }

    @Test
    void textBehindTheJsonIsRefused() {
        String order = Launches.order("a").build().toString();
        for (String more : List.of(" {}", "x", ",", "\n]", " \"name\"", order)) {
            HttpResponse<String> answer = server.post("/api/services", order + more);
            assertThat(answer.statusCode()).as(more).isEqualTo(400);
            assertThat(detail(answer)).startsWith("The body is not JSON");
        }
    }

    @Test
    void theSentencesOfSeveralWrongFieldsDoNotRunTogether() {
        HttpResponse<String> answer = server.post(
                "/api/services",
                Launches.order("a b")
                        .add("repo_id", "no/such")
                        .add("image_ref", "x/y:z")
                        .build()
                        .toString());
        assertThat(detail(answer))
                .containsPattern("models\"\\. The image x/y:z")
                .endsWith("\".");
    }

    @Test
    void aBodyThatIsNoJsonIsToldSo() {
        HttpResponse<String> answer = server.post("/api/services", "{\"name\": ");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("JSON");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
        HttpResponse<String> answer = server.post("/api/services", "x".repeat(10_000_001));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("10,000,000");
    }

    @Test
    void aWrongTokenIsRefused() {
        HttpResponse<String> answer = server.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(server.address() + "/api/services"))
                        .header("Authorization", "Bearer wrong"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("auth_token");
    }

    @Test
    void anUnknownQueryNameDeletesNothing() {
        String id = "/6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55?nmae=x";
        for (String path : List.of(
                "/api/services?nmae=x",
                "/api/services/prune?nmae=x",
                "/api/services" + id,
                "/api/services/orphans" + id,
                "/api/models?repo_id=org/m&nmae=x",
                "/api/models" + id,
                "/api/models/downloads" + id,
                "/api/tokens" + id,
                "/api/profiles/default?force=true&nmae=x",
                "/api/settings/hf_token?nmae=x")) {
            HttpResponse<String> answer = server.delete(path);
            assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(400);
            assertThat(answer.body()).as(path).contains("There is no filter \\\"nmae\\\", so nothing was deleted");
        }
        assertThat(server.get("/api/profiles/default").statusCode()).isEqualTo(200);
    }

    @Test
    void anEmptyIdDeletesNothing() {
        for (String path : List.of("/api/services/", "/api/models/", "/api/tokens/", "/api/profiles/")) {
            HttpResponse<String> answer = server.delete(path);
            assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(400);
            assertThat(detail(answer)).contains("a slash at its end");
        }
    }

    @Test
    void whatComesWithALaterVersionIsToldInOneSentence() {
        for (String path : List.of("/api/jobs", "/api/jobs/preview", "/api/files", "/api/files/a/b", "/api/text")) {
            for (HttpResponse<String> answer : List.of(server.get(path), server.post(path, "{}"))) {
                assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(501);
                assertThat(detail(answer)).isEqualTo("This part of the interface comes with a later version.");
            }
        }
        HttpResponse<String> upgrade = server.put("/api/profiles/default/upgrade", "{}");
        assertThat(upgrade.statusCode()).isEqualTo(501);
        assertThat(detail(upgrade)).isEqualTo("Upgrading a profile comes with a later version.");
    }

    @Test
    void aTokenBeyondTheYear9999IsRefused() {
        HttpResponse<String> answer =
                server.post("/api/tokens", "{\"name\": \"late\", \"expires_at\": \"+300000-01-01T00:00:00Z\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(detail(answer)).contains("beyond the year 9999");
    }
}
