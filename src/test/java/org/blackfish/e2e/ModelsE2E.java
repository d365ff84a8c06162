package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.blackfish.fetch.Fetch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models on the page, as a researcher handles them: found, downloaded, launched, updated, published, removed. */
class ModelsE2E {
    private static ModelsWorld world;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        world = ModelsWorld.start();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        world.close();
    }

    @Test
    void aModelIsFoundOnTheHubDownloadedAndLaunched() throws IOException {
        world.hub()
                .model("lab/chatty", 48_000_000)
                .put("lab/chatty", ".hub.json", "{\"license\": \"apache-2.0\", \"pipeline_tag\": \"text-generation\"}");
        world.hub().faults("[{\"path\": \"model.gguf\", \"fault\": \"slow\", \"rate\": 150000}]");
        Page page = page();
        search(page, "chatty");
        assertThat(page.locator("[data-hit='lab/chatty']").innerText())
                .contains("licence apache-2.0", "text generation", "48 MB in all");
        List<String> findings = look("models-search", open -> search(open, "lab"));
        page.locator("[data-hit='lab/chatty'] button").click();
        Locator plan = page.locator("[data-plan='lab/chatty']");
        plan.waitFor();
        assertThat(plan.innerText()).contains("48 MB in 2 files", "free in " + world.own(), "apache-2.0");
        page.locator("[id='hub:download']").click();
        Locator going = page.locator("[data-download='lab/chatty']");
        going.locator(".phase.busy").waitFor();
        going.getByText(Pattern.compile("[1-9]\\d? %")).waitFor();
        findings.addAll(look("models-downloading", open -> {}));

        page.reload();
        going.locator(".phase.busy").waitFor();
        assertThat(going.innerText()).contains("of 48 MB", "/s");
        going.getByText("Pause").click();
        going.locator(".phase.off:has-text('paused')").waitFor();
        // A program that has not heard of the pause yet would go on over its slow connection.
        Testbed.await("the program has stopped", ModelsE2E::hasStopped);
        world.hub().noFaults();
        going.getByText("Resume").click();
        going.locator(".phase.good:has-text('complete')").waitFor();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("[data-model='lab/chatty']")));
        row.waitFor();
        Testbed.await(
                "the catalogue says who brought it",
                () -> world.models("profile=default&repo_id=lab/chatty")
                        .getJsonObject(0)
                        .getString("source")
                        .equals("downloaded"));
        row.getByText("Launch").click();
        page.waitForURL(url -> url.contains("/launch.xhtml?model=lab"));
        page.locator(".tiers li:has(:checked)").getByText("recommended").first().waitFor();
        page.locator("[id='launch:go']").click();
        page.waitForURL(url -> url.contains("/service.xhtml"));
        page.locator("#phase[data-phase=ready]").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        String service = page.url().replaceAll(".*id=", "");
        new Launches(world.server()).stop(service);
        assertThat(findings).isEmpty();
    }

    @Test
    void aGatedModelLeadsToItsLicenceAndToTheToken() throws IOException {
        world.hub()
                .model("lab/gated", 100)
                .put("lab/gated", ".hub.json", "{\"license\": \"llama3\", \"gated\": \"manual\"}");
        Page page = page();
        search(page, "gated");
        assertThat(page.locator("[data-hit='lab/gated']").innerText())
                .contains("licence llama3", "gated: its makers let in by hand");
        page.locator("[data-hit='lab/gated'] button").click();
        assertThat(page.locator("[data-plan='lab/gated'] a").getAttribute("href"))
                .isEqualTo(world.hub().address() + "/lab/gated");
        page.locator("[id='hub:download']").click();
        Locator going = page.locator("[data-download='lab/gated']");
        going.locator(".phase.bad").waitFor();
        assertThat(going.innerText())
                .contains("lab/gated is gated: its makers let in who has accepted their licence. Accept it at "
                        + world.hub().address() + "/lab/gated and save a token");
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/models-gated.png")));

        page.locator("#hub-token summary").click();
        page.locator("[id='token:secret']").fill("hf_wrong");
        page.locator("[id='token:save']").click();
        page.locator("#messages").getByText("refuses the Hugging Face token").waitFor();
        page.locator("[id='token:secret']").fill("hf_reader");
        page.locator("[id='token:save']").click();
        page.getByText("The hub knows this token: it is reader’s and may read.").waitFor();
        assertThat(page.content()).doesNotContain("hf_reader");
        assertThat(world.server().log()).doesNotContain("hf_reader");
        going.getByText("Resume").click();
        going.locator(".phase.good:has-text('complete')").waitFor();
    }

    @Test
    void anUpdateComesBesideTheOldRevisionWhichGoesWhenItIsNotUsed() throws IOException {
        world.hub().model("lab/newer", 2_000_000).put("lab/newer", "README.md", "old");
        String download = world.download("lab/newer");
        Testbed.await(
                "the old revision is on disk",
                () -> !world.server().json(download).isNull("model_id"));
        Page page = page();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("[data-model='lab/newer']")));
        row.getByText("Check for update").click();
        row.getByText("is on disk.").waitFor();
        world.hub().put("lab/newer", "README.md", "new");
        row.getByText("Check for update").click();
        row.getByText("The hub has a newer revision").waitFor();
        row.getByText("Download it").click();
        row.locator(".older").waitFor();
        assertThat(world.models("profile=default&repo_id=lab/newer")).hasSize(2);
        String id = world.models("profile=default&repo_id=lab/newer")
                .getJsonObject(0)
                .getString("id");
        assertThat(world.server()
                        .put("/api/models/" + id + "?check_only=true", "{}")
                        .body())
                .contains("\"up_to_date\"");
        row.locator(".older button").click();
        page.locator("[id='models:leaving']").getByText("3 B").waitFor();
        page.locator("[id='models:remove']").click();
        row.locator(".older").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(world.models("profile=default&repo_id=lab/newer")).hasSize(1);
    }

    @Test
    void anAdminPublishesFromTheHomeForEverybody() throws IOException {
        ModelsWorld.twoRevisions(world.own(), "lab/public");
        Files.setPosixFilePermissions(
                world.own().resolve("models--lab--public/blobs/" + "2".repeat(64)),
                PosixFilePermissions.fromString("rw-------"));
        Page page = page();
        Locator row = page.locator("tr", new Page.LocatorOptions().setHas(page.locator("[data-model='lab/public']")));
        row.getByText("Publish").click();
        page.locator(".ui-confirmdialog-yes").first().click();
        page.locator("[data-publication='lab/public'] .phase.good").waitFor();
        page.getByText("lab/public lies in the shared folder now.").waitFor();
        Path there = world.cache().resolve("models/models--lab--public");
        assertThat(there.resolve("refs/main")).hasContent(ModelsWorld.NEW);
        Path weights = there.resolve("snapshots").resolve(ModelsWorld.NEW).resolve("model.safetensors");
        assertThat(Files.readSymbolicLink(weights)).isEqualTo(Path.of("../../blobs", "2".repeat(64)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(weights)))
                .isEqualTo("rw-r--r--");
        assertThat(there.resolve("snapshots").resolve(ModelsWorld.OLD)).doesNotExist();
        JsonObject shared = world.models("profile=default&repo_id=lab/public&revision=" + ModelsWorld.NEW)
                .getJsonObject(0);
        assertThat(shared.getString("place")).isEqualTo("shared");
        assertThat(world.server()
                        .post("/api/admin/models/" + shared.getString("id") + "/publish", "{}")
                        .body())
                .contains("lab/public lies in the shared folder already.");
    }

    @Test
    void modelsOnDiskAreListedWithWhatTheirFilesSayAndRemovedWithoutHarmToOthers() throws IOException {
        ModelsWorld.twoRevisions(world.own(), "lab/tower");
        ModelsWorld.put(
                world.cache().resolve("models"),
                "site/shared",
                ModelsWorld.NEW,
                "model.safetensors",
                "6".repeat(64),
                "s".repeat(1000));
        Files.createSymbolicLink(world.own().resolve("moved.gguf"), Path.of("nowhere.gguf"));
        List<String> findings = look("models", open -> {});

        Page page = page();
        page.locator("[data-model='lab/tower'] summary").click();
        assertThat(page.locator("[data-model='lab/tower'] .facts").innerText())
                .contains("apache-2.0", "LlamaForCausalLM", "8,192 tokens", "safetensors, bfloat16", ModelsWorld.NEW)
                .contains("put there by hand or by another program");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("local/moved"))
                        .innerText())
                .contains("moved.gguf leads to a file that is not there; download or copy it again.")
                .doesNotContain("Launch");
        page.locator("[id='models:query']").fill("TOWER");
        page.locator("[data-model='site/shared']")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

        page.locator("[data-revision=" + ModelsWorld.OLD.substring(0, 8) + "] button")
                .click();
        Locator dialog = page.locator("[id='models:leaving']");
        dialog.getByText("Its files are deleted, which frees 3 MB.").waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/models-remove.png")));
        page.locator("[id='models:remove']").click();
        page.getByText("lab/tower at aaaaaaaa was removed; 3 MB are free again.")
                .waitFor();
        assertThat(world.own().resolve("models--lab--tower/blobs/" + "1".repeat(64)))
                .doesNotExist();
        assertThat(world.own().resolve("models--lab--tower/refs/main")).hasContent(ModelsWorld.NEW);
        assertThat(world.models("profile=default&repo_id=lab/tower")).hasSize(1);
        assertThat(findings).isEmpty();
    }

    private static boolean hasStopped() {
        String ended =
                Testbed.run("find", world.server().home().resolve("downloads").toString(), "-name", Fetch.ENDED);
        return !ended.isBlank();
    }

    private static void search(Page page, String words) {
        page.locator("[id='hub:words']").fill(words);
        page.locator("[id='hub:search']").click();
        page.locator("[data-hit]").first().waitFor();
        // The button is dimmed until the whole answer is in its place.
        page.locator("[id='hub:search']:enabled").waitFor();
    }

    private static Page page() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, world.server().address(), world.server().token());
        page.navigate(world.server().address() + "/models.xhtml");
        return page;
    }

    private static List<String> look(String name, Consumer<Page> preparation) {
        List<String> findings = new ArrayList<>();
        for (Look look : Look.ALL) {
            Page page = look.open(browser);
            Browser.signIn(page, world.server().address(), world.server().token());
            page.navigate(world.server().address() + "/models.xhtml");
            page.locator("main section").first().waitFor();
            preparation.accept(page);
            findings.addAll(look.findings(page, name));
            page.context().close();
        }
        return findings;
    }
}
