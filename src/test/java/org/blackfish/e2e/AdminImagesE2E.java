package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Images as an admin handles them, with a registry on loopback: pulled, watched by others, run, checked, removed. */
class AdminImagesE2E {
    private static final Duration PULL = Duration.ofMinutes(4);
    private static final String FILE = "engine_1.sif";

    private static Registry registry;
    private static Server server;
    private static Path cache;
    private static Browser browser;
    private static Looks looks;

    @BeforeAll
    static void start() throws IOException {
        registry = Registry.withEngine();
        cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(cache.resolve("models"));
        Testbed.run(
                "cp", Testbed.cacheDirectory().resolve("resource_specs.yaml").toString(), cache.toString());
        server = Server.start(
                Server.PREFIX,
                Map.of(
                        "BLACKFISH_DEFAULT_CACHE_DIR", cache.toString(),
                        "BLACKFISH_LLAMA_CPP_IMAGE", registry.image("testbed/engine:1")));
        browser = new Browser();
        looks = new Looks(browser, server.address(), server.token());
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        registry.close();
    }

    @Test
    void anImageIsPulledOnThePageWhileAnotherBrowserWatchesAndAServiceRunsIt() throws IOException {
        List<String> findings = looks.findings("admin/images.xhtml", "admin-images-empty");
        Page admin = page("admin/images.xhtml");
        Page watcher = page("admin/images.xhtml");
        admin.locator("[data-use=llama_cpp] button.pull").click();
        watcher.locator("[data-pull='" + FILE + "'] .phase.busy").waitFor(patience());
        watcher.screenshot(new Page.ScreenshotOptions().setPath(screenshot("admin-images-pulling")));
        // The file has its name a moment before what it is is noted, and the pull goes on until then.
        watcher.locator("[data-use=llama_cpp] .phase.good").waitFor(patience());
        assertThat(watcher.locator("[data-use=llama_cpp]").innerText()).contains("staged");
        watcher.locator("[data-image='" + FILE + "']").waitFor(patience());
        assertThat(Files.exists(cache.resolve("images/.pulling/" + FILE))).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("images/" + FILE))))
                .isEqualTo("rwxr-xr-x");

        Launches launches = new Launches(server);
        String service = launches.launch(EngineModel.in(server, "pulled", "{\"answer\":\"from a pulled image\"}")
                .order("pulled"));
        launches.await(service, "healthy");
        assertThat(server.delete("/api/admin/images/" + FILE).body())
                .contains(FILE + " is used by pulled; they cannot start again without it.");

        admin.locator("[data-image='" + FILE + "'] button:has-text('Verify')").click();
        watcher.locator("[data-image='" + FILE + "'] .steps li:nth-child(4)").waitFor(patience());
        assertThat(watcher.locator("[data-image='" + FILE + "'] .steps").innerText())
                .contains("File: good", "Checksum: good", "Origin: good", "Trial run");
        findings.addAll(looks.findings("admin/images.xhtml", "admin-images"));
        launches.stop(service);
        findings.addAll(anotherImageUnderTheNameIsToldAndReplaced());
        assertThat(findings).isEmpty();
    }

    /** What was noted of the staged image says that it came from elsewhere. */
    private static List<String> anotherImageUnderTheNameIsToldAndReplaced() throws IOException {
        Path noted = cache.resolve(".blackfish/images/" + FILE + ".json");
        String ours = registry.image("testbed/engine:1");
        Testbed.write(noted, Files.readString(noted).replace(ours, "other/engine:1"));
        Page page = page("admin/images.xhtml");
        Locator needed = page.locator("[data-use=llama_cpp]");
        assertThat(needed.innerText())
                .contains("another image", "was pulled from other/engine:1", "pull it again to replace it by " + ours);
        List<String> findings = looks.findings("admin/images.xhtml", "admin-images-another");
        needed.locator("button:has-text('Pull again')").click();
        page.getByText("Services of other users are not known here").first().waitFor();
        page.locator(".ui-confirmdialog-yes").first().click();
        page.locator("[data-use=llama_cpp] .phase.good").waitFor(patience());
        assertThat(Files.readString(noted)).contains(ours);
        return findings;
    }

    @Test
    void aJobPullsToo() {
        String body = "{\"image\":\"" + registry.image("testbed/engine:1")
                + "\",\"place\":\"home\",\"where\":\"slurm\",\"partition\":\"cpu\"}";
        var accepted = server.post("/api/admin/images", body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String watch = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(watch).endsWith("/api/admin/images/pulls/" + FILE + "?profile=default&place=home");
        assertThat(Server.parse(accepted.body()).asJsonObject().getString("job"))
                .matches("\\d+");
        awaitPull(FILE, "home", "done");
        assertThat(Files.exists(server.home().resolve("images/" + FILE))).isTrue();
        assertThat(server.delete("/api/admin/images/" + FILE + "?place=home&force=true")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatTheRegistryRefusesIsToldInOneSentence() {
        String digest = "sha256:" + "0".repeat(64);
        pull("{\"image\":\"" + registry.image("testbed/none:1") + "\"}");
        JsonObject unknown = awaitPull("none_1.sif", "cache", "failed");
        assertThat(unknown.getString("sentence"))
                .isEqualTo("The registry knows no image " + registry.image("testbed/none:1")
                        + "; check its name and tag.");
        pull("{\"image\":\"" + registry.image("testbed/engine:2") + "\",\"digest\":\"" + digest + "\"}");
        assertThat(awaitPull("engine_2.sif", "cache", "failed").getString("sentence"))
                .isEqualTo("The registry of " + registry.image("testbed/engine:2")
                        + " has nothing with the digest " + digest
                        + "; correct it where it was given, and try again.");
        pull("{\"image\":\"127.0.0.1:1/x/gone:1\"}");
        assertThat(awaitPull("gone_1.sif", "cache", "failed").getString("sentence"))
                .contains("could not be reached", "connection refused");
        for (String file : List.of("none_1.sif", "engine_2.sif", "gone_1.sif")) {
            assertThat(server.delete("/api/admin/images/pulls/" + file).statusCode())
                    .isEqualTo(202);
            assertThat(Files.exists(cache.resolve("images/" + file))).isFalse();
        }
        var wrong = server.post("/api/admin/images", "{\"image\":\"x\",\"digest\":\"y\",\"where\":\"moon\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("has no tag", "The digest", "head-node or slurm");
    }

    @Test
    void theSharedFolderIsLookedAtAndMendedOnThePage() throws IOException {
        Path closed = Files.writeString(cache.resolve("models/closed.txt"), "x");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(cache.resolve("models/nowhere"), Path.of("gone"));
        List<String> findings = looks.findings("admin/cache.xhtml", "admin-cache");
        Page page = page("admin/cache.xhtml");
        page.locator("[data-trouble=closed] button").click();
        page.getByText("One entry can be read by all now.").waitFor();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                .isEqualTo("rw-r--r--");
        assertThat(server.json("/api/admin/cache").getJsonArray("findings").toString())
                .contains("broken-link")
                .doesNotContain("closed.txt");
        assertThat(server.post("/api/admin/cache/clean", "{}").body()).isEqualTo("{\"removed\":1}");
        assertThat(findings).isEmpty();
    }

    @Test
    void whoeverMayNotWriteTheSharedFolderIsRefused() throws IOException {
        Files.writeString(
                server.home().resolve("profiles.cfg"),
                Files.readString(server.home().resolve("profiles.cfg"))
                        + "\n[site]\nschema = slurm\nhost = localhost\nuser = x\nhome_dir = " + server.home()
                        + "\ncache_dir = " + Testbed.cacheDirectory() + "\n");
        for (String path : List.of("/api/admin/images?profile=site", "/api/admin/cache?profile=site")) {
            var refused = server.get(path);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("The admin section is for those who may write");
        }
    }

    private static void pull(String body) {
        var accepted = server.post("/api/admin/images", body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    }

    private static JsonObject awaitPull(String file, String place, String phase) {
        String path = "/api/admin/images/pulls/" + file + "?place=" + place;
        Testbed.await(
                "the pull of " + file + " is " + phase,
                PULL,
                () -> server.json(path).getString("phase").equals(phase),
                () -> server.get(path).body());
        return server.json(path);
    }

    private static Page page(String path) {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, server.address(), server.token());
        page.navigate(server.address() + "/" + path);
        return page;
    }

    private static Locator.WaitForOptions patience() {
        return new Locator.WaitForOptions().setTimeout((double) PULL.toMillis());
    }

    private static Path screenshot(String name) {
        return Path.of("target/screenshots", name + ".png");
    }
}
