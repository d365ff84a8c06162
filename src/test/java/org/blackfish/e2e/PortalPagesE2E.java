package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages that no main path visits, in a browser behind a portal's Apache that cuts every silence of five seconds. */
class PortalPagesE2E {
    private static Server server;
    private static Portal portal;
    private static String address;
    private static Browser browser;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        cache = Files.createTempDirectory(Testbed.prefix().resolve("scratch"), "cache");
        Files.createDirectory(cache.resolve("models"));
        Files.copy(Testbed.cacheDirectory().resolve("resource_specs.yaml"), cache.resolve("resource_specs.yaml"));
        Files.createSymbolicLink(
                cache.resolve("images"), Testbed.cacheDirectory().resolve("images"));
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_DEFAULT_CACHE_DIR", cache.toString());
        settings.put("BLACKFISH_OOD", "true");
        settings.put("BLACKFISH_HEARTBEAT", "2s");
        settings.put("BLACKFISH_SUBMIT_WAIT", "1s");
        settings.put("BLACKFISH_COMMAND_DEADLINE", "20s");
        server = Server.start(Server.PREFIX, settings);
        portal = Portal.start("timeout=5");
        address = portal.address(server);
        browser = new Browser();
    }

    @AfterEach
    void slurmAnswersAgain() {
        Testbed.noFault("sbatch");
    }

    @AfterAll
    static void stop() {
        browser.close();
        portal.close();
        server.close();
    }

    @Test
    void modelsAdminAndSettingsHaveTheirFilesFormsAndStreamsBelowThePrefix() throws IOException {
        ModelsWorld.twoRevisions(server.home().resolve("models"), "lab/tower");
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> strange = new ArrayList<>();
        List<String> streaming = new ArrayList<>();
        page.onPageError(strange::add);
        page.onResponse(answer -> {
            if (isStrange(answer)) {
                strange.add(answer.status() + " " + answer.url());
            }
            if (answer.url().equals(address + "/api/events")) {
                streaming.add(page.url());
            }
        });
        Browser.signIn(page, address, server.token());
        for (String name : List.of("help", "admin/images", "admin/cache", "settings", "admin/tiers", "models")) {
            page.navigate(address + "/" + name + ".xhtml");
            String here = page.url();
            page.waitForCondition(() -> streaming.contains(here));
        }
        aRevisionIsRemoved(page);
        tiersArePublished(page);
        page.navigate(address + "/admin/cache.xhtml");
        Browser.click(page, "Look again");
        page.navigate(address + "/settings.xhtml");
        page.locator("[id='make:name']").fill("night");
        Browser.click(page, "Make the token");
        page.locator("#new-secret").waitFor();
        assertThat(strange).isEmpty();
    }

    /** The portal's own question for a password is none of ours. */
    private static boolean isStrange(Response answer) {
        boolean outside = answer.url().startsWith("http") && !answer.url().startsWith(address + "/");
        return outside || (answer.status() >= 400 && answer.status() != 401);
    }

    private static void aRevisionIsRemoved(Page page) {
        page.locator("[data-model='lab/tower'] summary").click();
        page.locator("[data-revision=" + ModelsWorld.OLD.substring(0, 8) + "] button")
                .click();
        page.locator("[id='models:leaving']")
                .getByText("Its files are deleted, which frees 3 MB.")
                .waitFor();
        page.locator("[id='models:remove']").click();
        page.getByText("lab/tower at aaaaaaaa was removed; 3 MB are free again.")
                .waitFor();
    }

    private static void tiersArePublished(Page page) {
        page.navigate(address + "/admin/tiers.xhtml");
        Locator yaml = page.locator("[id='tiers:yaml']");
        String more = yaml.inputValue() + "# through the portal\n";
        yaml.fill(more);
        Browser.click(page, "Publish");
        page.getByText("The tiers are in force.").waitFor();
        assertThat(cache.resolve("resource_specs.yaml")).hasContent(more);
    }

    @Test
    void anOpenPageKeepsItsOneStreamThroughASilenceThatIsLongerThanThePortalsPatience() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> streams = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().equals(address + "/api/events")) {
                streams.add(page.url());
            }
        });
        Browser.signIn(page, address, server.token());
        page.waitForCondition(() -> streams.contains(address + "/services.xhtml"));
        page.waitForFunction("() => performance.now() > 12000");
        assertThat(streams).containsOnlyOnce(address + "/services.xhtml");
        assertThat(page.evaluate("() => document.documentElement.dataset.connection ?? 'open'"))
                .isEqualTo("open");
        assertThat(page.locator("#connection").innerText()).isEmpty();
    }

    @Test
    void whatTakesLongerThanThePortalWaitsIsAnsweredBeforeOrToldInASentence() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, address, server.token());
        page.navigate(address + "/admin/tiers.xhtml");
        Visitor owner = Visitor.of(portal, server, Portal.OWNER);
        Testbed.fault("sbatch", "pause-before");
        String order =
                EngineModel.in(server, "patient", "{}").order("patient").build().toString();
        HttpResponse<String> launched = owner.postJson("/api/services", order, "X-Blackfish-Token", server.token());
        assertThat(launched.statusCode()).as(launched.body()).isEqualTo(201);
        String id = Server.parse(launched.body()).asJsonObject().getString("id");
        Browser.click(page, "Test on the cluster");
        page.getByText("The portal did not wait for the answer to what was asked last. Blackfish goes on with it")
                .waitFor();
        assertThat(job(id)).isEmpty();
        Testbed.write(Testbed.prefix().resolve("faults/sbatch.go"), "");
        Testbed.await("the launch went on", () -> !job(id).isEmpty());
        new Launches(server).stop(id);
        page.reload();
        page.getByText("Nothing is wrong.").waitFor();
        assertThat(page.locator("#connection").innerText()).isEmpty();
    }

    private static String job(String id) {
        JsonObject service = server.json("/api/services/" + id);
        return service.isNull("job_id") ? "" : service.getString("job_id");
    }
}
