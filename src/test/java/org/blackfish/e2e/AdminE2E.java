package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An admin who never read the guide: from an empty shared folder to tiers in force, and what programs can do. */
class AdminE2E {
    private static final String TIERS = "/api/admin/tiers";

    private static Server server;
    private static Browser browser;
    private static Looks looks;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
        server = Server.start("/node/c1.example.edu/4711", Map.of("BLACKFISH_DEFAULT_CACHE_DIR", cache.toString()));
        browser = new Browser();
        looks = new Looks(browser, server.address(), server.token());
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @Test
    void fromAnEmptyFolderToTiersInForceThroughThePage() throws IOException {
        Path file = cache.resolve("resource_specs.yaml");
        Files.deleteIfExists(file);
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        Browser.signIn(page, server.address(), server.token());
        List<String> findings = looks.findings("admin/tiers.xhtml", "admin-tiers-empty");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Admin"))
                .click();
        page.waitForURL(url -> url.contains("/admin/tiers.xhtml"));
        Browser.click(page, "Propose tiers from the cluster");
        page.getByText("Nothing is wrong.").waitFor();
        assertThat(yaml(page).inputValue()).contains("partitions:", "gpu:a100");
        Browser.click(page, "Test on the cluster");
        page.getByText("What Slurm says to each tier").waitFor();
        assertThat(page.locator("[id='tiers:trial']").innerText()).contains("Slurm would take the job");
        Browser.click(page, "Show job scripts");
        page.getByText("The job script of each tier").waitFor();
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(screenshot("admin-tiers-proposed")));
        publish(page);
        assertThat(Files.readString(file)).contains("# Proposed from the partitions and nodes");
        changeOneTierAndLookAtErrors(page, file);
        meetAnotherAdmin(page, file);
        findings.addAll(looks.findings("admin/tiers.xhtml", "admin-tiers"));
        assertThat(findings).isEmpty();
        assertThat(errors).isEmpty();
    }

    private static void changeOneTierAndLookAtErrors(Page page, Path file) throws IOException {
        String before = Files.readString(file);
        page.getByTitle("Change 1 A100").click();
        page.locator("[id='tiers:cpu_cores']").fill("3");
        Browser.click(page, "Put into the file");
        Testbed.await(
                "the YAML follows the table", () -> yaml(page).inputValue().contains("cpu_cores: 3\n"));
        yaml(page).fill(yaml(page).inputValue() + "models:\n  a/b: gpu.Nowhere\n");
        page.getByText("which is no tier of this file").waitFor();
        assertThat(page.locator("[id='tiers:findings']").innerText()).contains("Error, line ");
        Browser.click(page, "Publish");
        page.locator(".wrong").getByText("which is no tier of this file").waitFor();
        assertThat(Files.readString(file)).isEqualTo(before);
        yaml(page).fill(before.replaceFirst("cpu_cores: \\d+", "cpu_cores: 3"));
        page.getByText("Nothing is wrong.").waitFor();
        publish(page);
        assertThat(Files.readString(file)).isEqualTo(before.replaceFirst("cpu_cores: \\d+", "cpu_cores: 3"));
    }

    private static void meetAnotherAdmin(Page page, Path file) throws IOException {
        String mine = yaml(page).inputValue();
        yaml(page).fill("# mine\n" + mine);
        Files.writeString(file, Files.readString(file) + "# theirs\n");
        Browser.click(page, "Publish");
        page.getByText("The file was changed meanwhile").waitFor();
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(screenshot("admin-tiers-conflict")));
        assertThat(Files.readString(file)).endsWith("# theirs\n").doesNotContain("# mine");
        Browser.click(page, "Take both changes");
        Testbed.await("both changes are there", () -> yaml(page).inputValue().contains("# theirs"));
        publish(page);
        assertThat(Files.readString(file)).startsWith("# mine\n").endsWith("# theirs\n");
        assertThat(page.locator("[id='tiers:past']").innerText()).contains("found on disk by unknown");
    }

    @Test
    void everySitesFileIsTestedOnTheClusterInSlurmsOwnWords() throws IOException {
        List<Path> sites;
        try (var files = Files.list(Path.of("src/test/resources/tiers/sites"))) {
            sites = files.sorted().toList();
        }
        assertThat(sites).hasSizeGreaterThanOrEqualTo(7);
        for (Path site : sites) {
            HttpResponse<String> answer = server.post(TIERS + "/test", body(Files.readString(site)));
            assertThat(answer.statusCode()).as(site.toString()).isEqualTo(200);
            for (JsonValue trial : Server.parse(answer.body()).asJsonArray()) {
                JsonObject slurm = trial.asJsonObject().getJsonObject("slurm");
                assertThat(slurm.getString("verdict")).as(trial.toString()).isIn("accepted", "refused");
                assertThat(slurm.getString("words")).as(trial.toString()).isNotBlank();
            }
        }
        String demo = Testbed.read(Testbed.cacheDirectory().resolve("resource_specs.yaml"));
        assertThat(server.post(TIERS + "/test", body(demo)).body())
                .contains("accepted")
                .doesNotContain("refused");
    }

    @Test
    void aLongestTimeAboveThePartitionsLimitIsToldInSlurmsOwnWords() {
        String yaml = """
                time: {default: 10, max: 10000}
                partitions:
                  gpu:
                    tiers:
                      - {name: A, description: d, max_model_size_gb: 1, gpu_count: 0, cpu_cores: 1, memory_gb: 1}
                """;
        JsonObject trial = Server.parse(server.post(TIERS + "/test", body(yaml)).body())
                .asJsonArray()
                .getJsonObject(0);
        assertThat(trial.getJsonObject("slurm").getString("verdict")).isEqualTo("accepted");
        assertThat(trial.getJsonObject("longest").getString("verdict")).isEqualTo("refused");
        assertThat(trial.getJsonObject("longest").getString("words")).contains("Requested time limit is invalid");
    }

    @Test
    void programsPublishOnlyOverTheVersionThatTheyOpened() {
        String yaml = Testbed.read(Path.of("src/test/resources/tiers/sites/guide.yaml"));
        String opened = server.json(TIERS).getString("version");
        assertThat(server.put(TIERS, body(yaml)).statusCode()).isEqualTo(428);
        assertThat(put(yaml, "another").statusCode()).isEqualTo(412);
        HttpResponse<String> wrong = server.post(TIERS + "/check", body("partitions: {}\n"));
        assertThat(wrong.body()).contains("\"ok\":false", "\"line\":1", "name at least one partition");
        assertThat(put("partitions: {}\n", opened).statusCode()).isEqualTo(400);
        HttpResponse<String> published = put(yaml, opened);
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        assertThat(server.json(TIERS).getString("yaml")).isEqualTo(yaml);
        assertThat(server.json("/api/tiers").toString()).contains("\"Medium\"");
        int number = Server.parse(server.get(TIERS + "/history").body())
                .asJsonArray()
                .getJsonObject(0)
                .getInt("number");
        String version = server.json(TIERS).getString("version");
        HttpResponse<String> restored = server.send(server.request(TIERS + "/history/" + number + "/restore")
                .header("If-Match", "\"" + version + "\"")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(server.get(TIERS + "/history").body()).contains("restored version " + number);
    }

    @Test
    void whoeverMayNotWriteTheFolderIsNoAdmin() {
        SharedFolders folders = SharedFolders.of(server);
        HttpResponse<String> refused = server.get(TIERS + "?profile=closed");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("The admin section is for those who may write " + folders.closed())
                .contains("ask its owner for write access");
    }

    private static HttpResponse<String> put(String yaml, String version) {
        return server.send(server.request(TIERS)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + version + "\"")
                .PUT(HttpRequest.BodyPublishers.ofString(body(yaml))));
    }

    private static String body(String yaml) {
        return Json.createObjectBuilder().add("yaml", yaml).build().toString();
    }

    private static void publish(Page page) {
        Browser.click(page, "Publish");
        page.getByText("The tiers are in force.").waitFor();
    }

    private static Locator yaml(Page page) {
        return page.locator("[id='tiers:yaml']");
    }

    private static Path screenshot(String name) {
        return Path.of("target/screenshots", name + ".png");
    }
}
