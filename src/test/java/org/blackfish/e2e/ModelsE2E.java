package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models as a researcher handles them: what lies on disk, by page and by REST, removed without harm. */
class ModelsE2E {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    private static Server server;
    private static Browser browser;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
        Files.createDirectory(cache.resolve("models"));
        Testbed.run(
                "cp", Testbed.cacheDirectory().resolve("resource_specs.yaml").toString(), cache.toString());
        Files.createSymbolicLink(
                cache.resolve("images"), Testbed.cacheDirectory().resolve("images"));
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_DEFAULT_CACHE_DIR", cache.toString());
        server = Server.start("", settings);
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    private static Path own() {
        return server.home().resolve("models");
    }

    /** A file of a revision as the hub's client keeps it: a link to a blob. */
    private static void put(Path models, String repo, String revision, String name, String blob, String text)
            throws IOException {
        Path folder = models.resolve("models--" + repo.replace("/", "--"));
        Path snapshot = folder.resolve("snapshots").resolve(revision);
        Files.createDirectories(folder.resolve("blobs"));
        Files.createDirectories(folder.resolve("refs"));
        Files.createDirectories(snapshot);
        Files.writeString(folder.resolve("blobs").resolve(blob), text);
        Files.writeString(folder.resolve("refs/main"), revision);
        Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs", blob));
    }

    private static void twoRevisions(Path models, String repo) throws IOException {
        put(models, repo, OLD, "model.safetensors", "1".repeat(64), "o".repeat(3_000_000));
        put(models, repo, OLD, "README.md", "3".repeat(40), "---\nlicense: apache-2.0\n---\n");
        put(models, repo, NEW, "model.safetensors", "2".repeat(64), "n".repeat(5_000_000));
        put(models, repo, NEW, "README.md", "4".repeat(40), "---\nlicense: apache-2.0\n---\nnew");
        put(
                models,
                repo,
                NEW,
                "config.json",
                "5".repeat(40),
                "{\"architectures\": [\"LlamaForCausalLM\"], \"max_position_embeddings\": 8192,"
                        + " \"torch_dtype\": \"bfloat16\"}");
    }

    private static JsonArray models(String query) {
        return Server.parse(server.get("/api/models?" + query).body()).asJsonArray();
    }

    @Test
    void modelsOnDiskAreListedWithWhatTheirFilesSayAndRemovedWithoutHarmToOthers() throws IOException {
        twoRevisions(own(), "lab/tower");
        put(cache.resolve("models"), "site/shared", NEW, "model.safetensors", "6".repeat(64), "s".repeat(1000));
        Files.createSymbolicLink(own().resolve("moved.gguf"), Path.of("nowhere.gguf"));
        List<String> findings = look("models");

        Page page = page();
        page.locator("[data-model='lab/tower'] summary").click();
        assertThat(page.locator("[data-model='lab/tower'] .facts").innerText())
                .contains("apache-2.0", "LlamaForCausalLM", "8,192 tokens", "safetensors, bfloat16", NEW)
                .contains("put there by hand or by another program");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("local/moved"))
                        .innerText())
                .contains("moved.gguf leads to a file that is not there; download it again.")
                .doesNotContain("Launch");
        page.locator("[id='models:query']").fill("TOWER");
        page.locator("[data-model='site/shared']")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

        page.locator("[data-revision=" + OLD.substring(0, 8) + "] button").click();
        Locator dialog = page.locator("[id='models:leaving']");
        dialog.getByText("Its files are deleted, which frees 3 MB.").waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/models-remove.png")));
        page.locator("[id='models:remove']").click();
        page.getByText("lab/tower at aaaaaaaa was removed; 3 MB are free again.")
                .waitFor();
        assertThat(own().resolve("models--lab--tower/blobs/" + "1".repeat(64))).doesNotExist();
        assertThat(own().resolve("models--lab--tower/refs/main")).hasContent(NEW);
        assertThat(models("profile=default&repo_id=lab/tower")).hasSize(1);
        assertThat(findings).isEmpty();
    }

    @Test
    void aRowAnswersToEveryRequestOfTheReference() throws IOException {
        twoRevisions(own(), "rest/model");
        JsonObject row =
                models("profile=default&refresh=True&repo_id=rest/model").getJsonObject(0);
        assertThat(row.keySet())
                .contains("id", "created_at", "updated_at", "repo", "profile", "revision", "image", "model_dir");
        assertThat(row.getJsonObject("metadata_").toString())
                .isEqualTo("{\"model_size_gb\":0.005,\"size_source\":\"files\",\"parameter_count\":null,"
                        + "\"dtype\":\"bfloat16\",\"fetched_at\":null}");
        assertThat(row.getString("license")).isEqualTo("apache-2.0");
        assertThat(row.getString("image")).isEqualTo("text-generation");
        String id = row.getString("id");
        assertThat(server.json("/api/models/" + id).getString("revision")).isEqualTo(NEW);
        assertThat(server.json("/api/models/" + id + "/fit?tier=CPU&partition=cpu")
                        .getString("sentence"))
                .contains("0.005 GB of weights");
        assertThat(server.get("/api/models/" + id + "/fit?tier=none").body()).contains("There is no tier \\\"none\\\"");
        String known = "{\"repo\":\"rest/model\",\"profile\":\"default\",\"revision\":\"" + OLD
                + "\",\"image\":\"text-generation\",\"model_dir\":\"x\",\"metadata_\":{\"parameter_count\":7}}";
        var added = server.post("/api/models", known);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(Server.parse(added.body()).asJsonObject().getString("source"))
                .isEqualTo("added");
        assertThat(server.post("/api/models", known.replace("rest/model", "rest/none"))
                        .body())
                .contains("The model rest/none at revision " + OLD + " does not lie in");
        assertThat(server.post("/api/models", "{\"repo\":1,\"image\":\"a b\"}").body())
                .contains("The field repo must be a text", "The field profile is missing", "is no task's name");
        assertThat(server.delete("/api/models?profile=default&repo_id=rest/model&revision=" + OLD)
                        .body())
                .matches("\\[\\{\"model_id\":\"[0-9a-f-]{36}\",\"status\":\"ok\",\"message\":null}]");
        assertThat(server.delete("/api/models/" + id).statusCode()).isEqualTo(204);
        assertThat(server.get("/api/models/" + id).statusCode()).isEqualTo(404);
        assertThat(own().resolve("models--rest--model")).doesNotExist();
    }

    @Test
    void aDeletionThatMeansTooMuchDeletesNothing() throws IOException {
        twoRevisions(cache.resolve("models"), "site/kept");
        twoRevisions(own(), "home/gone");
        assertThat(models("profile=default&repo_id=home/gone")).hasSize(2);
        assertThat(server.delete("/api/models").statusCode()).isEqualTo(400);
        assertThat(server.delete("/api/models?repo=home/gone").statusCode()).isEqualTo(400);
        assertThat(server.delete("/api/models?repo_id=home/gone&place=moon").statusCode())
                .isEqualTo(400);
        assertThat(server.delete("/api/models?profile=default&repo_id=site/kept")
                        .body())
                .contains("\"error\"", "add place=shared to remove it for everybody");
        // The released command line takes the files away itself, and then says so.
        Testbed.run("rm", "-rf", own().resolve("models--home--gone").toString());
        assertThat(Server.parse(server.delete("/api/models?profile=default&repo_id=home/gone")
                                .body())
                        .asJsonArray())
                .hasSize(2)
                .allMatch(row -> row.asJsonObject().getString("status").equals("ok"));
        assertThat(server.delete("/api/models?profile=default&repo_id=site/kept&place=shared")
                        .body())
                .contains("ok")
                .doesNotContain("error");
        assertThat(cache.resolve("models/models--site--kept")).doesNotExist();
    }

    @Test
    void aModelIsNotTakenFromUnderAServiceThatRunsFromIt() {
        EngineModel model = EngineModel.in(server, "running", "{}");
        Launches launches = new Launches(server);
        String service = launches.launch(model.order("runner"));
        launches.await(service, "healthy");
        JsonObject row = models("profile=default&repo_id=test/running").getJsonObject(0);
        assertThat(row.isNull("last_used_at")).isFalse();
        var refused = server.delete("/api/models/" + row.getString("id"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("The model test/running is used by runner; stop it first.");
        launches.stop(service);
        assertThat(server.delete("/api/models/" + row.getString("id")).statusCode())
                .isEqualTo(204);
    }

    private static Page page() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, server.address(), server.token());
        page.navigate(server.address() + "/models.xhtml");
        return page;
    }

    private static List<String> look(String name) {
        List<String> findings = new ArrayList<>();
        for (Look look : Look.ALL) {
            Page page = look.open(browser);
            Browser.signIn(page, server.address(), server.token());
            page.navigate(server.address() + "/models.xhtml");
            page.locator("main section").first().waitFor();
            findings.addAll(look.findings(page, name));
            page.context().close();
        }
        return findings;
    }
}
