package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.blackfish.api.OpenApiDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of the OpenAPI document is asked as its example says, and answers as its schema says. */
class OpenApiExamplesE2E {
    private static final Set<String> asked = new HashSet<>();
    private static final List<String> wrong = new ArrayList<>();

    private static Registry registry;
    private static StandInHub hub;
    private static Server server;
    private static OpenApiDocument document;
    private static Examples examples;

    @BeforeAll
    static void start() throws IOException {
        registry = Registry.withEngine();
        hub = StandInHub.start().model("lab/example", 300_000);
        Path cache = OwnCache.make();
        server = Server.start(
                Server.PREFIX,
                Map.of(
                        "BLACKFISH_DEFAULT_CACHE_DIR", cache.toString(),
                        "HF_ENDPOINT", hub.address(),
                        "HF_HOME", cache.resolve("hf-home").toString()));
        document = OpenApiDocument.of(server.get("/api/openapi").body());
        examples = new Examples(server, document);
    }

    @AfterAll
    static void stop() {
        server.close();
        hub.close();
        registry.close();
    }

    @Test
    void theDocumentSaysWhereThisServerLies() {
        assertThat(document.whole().getJsonArray("servers").getJsonObject(0).getString("url"))
                .isEqualTo(server.basePath());
    }

    @Test
    void everyExampleIsAnsweredAsItsSchemaSays() throws IOException {
        aServiceFromItsLaunchToItsRemoval();
        profilesAndTokens();
        aModelFromTheHubToItsRemoval();
        theAdminsSection();
        theServerItself();
        List<String> all = document.operations().stream()
                .map(OpenApiDocument.Operation::id)
                .toList();
        assertThat(wrong).isEmpty();
        assertThat(asked).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void aServiceFromItsLaunchToItsRemoval() {
        ask("previewLaunch", 200);
        JsonObject launched = ask("launchService", 201);
        String id = launched.getString("id");
        examples.know("id", id);
        ask("ensureService", 200);
        Testbed.await("the example's service is ready", () -> status("awaitService") == 200);
        asked.add("awaitService");
        for (String reading :
                List.of("getService", "getLive", "getLog", "getScript", "getKey", "getRunCard", "listServices")) {
            ask(reading, 200);
        }
        ask("extendService", 409);
        ask("listReadyModels", 200);
        ask("chat", 200);
        ask("listModelsOfService", 200);
        for (String call : List.of("complete", "chatWithService", "getHealthOfService")) {
            ask(call, 200);
        }
        // An engine that was not started for vectors says so.
        int embedded = status("embed");
        assertThat(embedded).isIn(200, 400, 501);
        ask("embed", embedded);
        examples.know("port", String.valueOf(launched.getInt("port")));
        examples.know("path", "v1/chat/completions");
        ask("proxy", 201);
        ask("listOrphans", 200);
        ask("adoptOrphan", 404);
        ask("cancelOrphan", 404);
        ask("stopService", 200);
        Testbed.await(
                "the service has stopped",
                () -> server.json("/api/services/" + id).getString("status").equals("stopped"));
        ask("deleteService", 200);
        ask("deleteServices", 200);
        ask("pruneServices", 200);
    }

    private static void aModelFromTheHubToItsRemoval() {
        ask("getHubToken", 200);
        ask("saveHubToken", 200);
        ask("forgetHubToken", 200);
        ask("searchHub", 200);
        ask("previewDownload", 200);
        String download = ask("startDownload", 201).getString("task_id");
        examples.know("id", download);
        Testbed.await(
                "the example is on disk",
                () -> !server.json("/api/models/downloads/" + download).isNull("model_id"));
        String model = ask("getDownload", 200).getString("model_id");
        ask("listDownloads", 200);
        ask("pauseDownload", 200);
        ask("resumeDownload", 200);
        ask("cancelDownload", 204);
        examples.know("id", model);
        for (String reading : List.of("getModel", "fitModel", "updateModel", "listModels")) {
            ask(reading, 200);
        }
        ask("addModel", 201);
        ask("publishModel", 202);
        Testbed.await(
                "the example is published",
                () -> !ask("getPublication", 200).getString("status").equals("running"));
        examples.know(
                "id",
                Server.parse(server.get("/api/models?repo_id=lab/example").body())
                        .asJsonArray()
                        .getJsonObject(0)
                        .getString("id"));
        ask("deleteModel", 204);
        ask("deleteModels", 200);
    }

    private static void profilesAndTokens() throws IOException {
        Files.createDirectories(Path.of(System.getProperty("user.home"), "blackfish-cache"));
        ask("addProfile", 201);
        ask("getProfile", 200);
        ask("changeProfile", 200);
        ask("repairProfile", 200);
        ask("getResources", 200);
        ask("getClusterStatus", 200);
        ask("renameProfile", 200);
        examples.know("name", "laboratory");
        ask("makeDefault", 200);
        ask("removeProfile", 200);
        ask("listProfiles", 200);
        examples.know("id", ask("issueToken", 201).getString("id"));
        ask("listTokens", 200);
        ask("revokeToken", 204);
    }

    private static void theAdminsSection() {
        for (String reading : List.of("lookAtCache", "shareCache", "cleanCache", "openTierFile", "checkTierFile")) {
            ask(reading, 200);
        }
        ask("previewTierFile", 200);
        ask("testTierFile", 200);
        ask("proposeTierFile", 200);
        openedVersion();
        ask("publishTierFile", 200);
        openedVersion();
        ask("listTierVersions", 200);
        ask("restoreTierVersion", 200);
        ask("listImages", 200);
        ask("pullImage", 202, body -> body.replace("docker.io/testbed/engine:1", registry.image("testbed/engine:1")));
        ask("getPull", 200);
        ask("cancelPull", 202);
        ask("getImage", 200);
        ask("verifyImage", 202);
        ask("removeImage", 204);
    }

    private static void openedVersion() {
        examples.know(
                "If-Match",
                server.get("/api/admin/tiers").headers().firstValue("ETag").orElseThrow());
    }

    private static void theServerItself() throws IOException {
        for (String reading : List.of(
                "isLive",
                "isReady",
                "getOpenApi",
                "getInfo",
                "getFreePort",
                "getMetrics",
                "getSlurmMeter",
                "listContainers",
                "getTiers",
                "chooseTier")) {
            ask(reading, 200);
        }
        // A stream has no end to wait for: that it begins is what counts.
        assertThat(statusOfStream("followEvents")).isEqualTo(200);
        signIn();
        ask("logout", 204);
    }

    /** With the token of this very server: a wrong one is sent elsewhere with the same status. */
    private static void signIn() {
        UnaryOperator<String> own = body -> body.replace("a-token", server.token());
        ask("signIn", 303, own);
        var headers = server.send(examples.request("signIn", own)).headers();
        assertThat(headers.firstValue("Location")).hasValue(server.basePath() + "/services.xhtml");
        assertThat(headers.firstValue("Set-Cookie")).isPresent();
    }

    private static int statusOfStream(String id) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(examples.request(id, body -> body).build(), BodyHandlers.ofInputStream());
            answer.body().close();
            asked.add(id);
            http.shutdownNow();
            return answer.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int status(String id) {
        return server.send(examples.request(id, body -> body)).statusCode();
    }

    private static JsonObject ask(String id, int status) {
        return ask(id, status, body -> body);
    }

    private static JsonObject ask(String id, int status, UnaryOperator<String> body) {
        HttpResponse<String> answer = server.send(examples.request(id, body));
        asked.add(id);
        if (answer.statusCode() != status) {
            wrong.add(id + " was answered with " + answer.statusCode() + ", not " + status + ": " + answer.body());
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        if (type.endsWith("json")) {
            JsonObject schema = schema(id, String.valueOf(answer.statusCode()), type);
            violations(schema, answer.body()).forEach(one -> wrong.add(id + ": " + one + " in " + answer.body()));
        }
        return answer.body().startsWith("{")
                ? Server.parse(answer.body()).asJsonObject()
                : JsonObject.EMPTY_JSON_OBJECT;
    }

    /** What the document promises for that status, else for all others. */
    private static JsonObject schema(String id, String status, String type) {
        JsonObject responses = examples.operation(id).body().getJsonObject("responses");
        JsonObject answer =
                document.resolved(responses.getJsonObject(responses.containsKey(status) ? status : "default"));
        assertThat(answer.getJsonObject("content")).as(id + " " + status).containsKey(type);
        return answer.getJsonObject("content").getJsonObject(type).getJsonObject("schema");
    }

    private static List<String> violations(JsonObject schema, String body) {
        JsonObject whole = Json.createObjectBuilder(schema)
                .add("components", document.whole().getJsonObject("components"))
                .build();
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON);
        List<String> found = new ArrayList<>();
        compiled.validate(body, InputFormat.JSON).forEach(error -> found.add(error.toString()));
        return found;
    }

    @Test
    void theDocumentIsAPageForPeople() {
        List<String> findings = new ArrayList<>();
        try (Browser browser = new Browser()) {
            for (Look look : Look.ALL) {
                Page page = look.open(browser);
                Browser.signIn(page, server.address(), server.token());
                page.navigate(server.address() + "/docs");
                assertThat(page.url()).endsWith("/docs.xhtml");
                page.locator("#launchService summary").click();
                assertThat(page.locator("#launchService").innerText())
                        .contains("repo_id", "Launched; Location is its address", server.basePath() + "/api/services");
                findings.addAll(look.findings(page, "docs"));
                page.context().close();
            }
        }
        assertThat(findings).isEmpty();
    }
}
