package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A site's first day: an admin fills the empty shared folder on the pages, and another user launches from it. */
class AdminPathE2E {
    private static final String FILE = "engine_1.sif";

    private static Registry registry;
    private static Server server;
    private static Browser browser;
    private static Path shared;
    private static Path cache;

    @BeforeAll
    static void start() throws IOException {
        registry = Registry.withEngine();
        // Others can look into it, which the scratch folder does not let them.
        shared = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "site");
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        cache = Files.createDirectory(shared.resolve("cache"));
        server = Server.start(
                Server.PREFIX,
                Map.of(
                        "BLACKFISH_DEFAULT_CACHE_DIR", cache.toString(),
                        "BLACKFISH_LLAMA_CPP_IMAGE", registry.image("testbed/engine:1")));
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        Testbed.write(shared.resolve("end"), "");
        browser.close();
        server.close();
        registry.close();
    }

    @Test
    void fromAnEmptySharedFolderToAnotherUsersAnswer() throws IOException {
        Page admin = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(admin, server.address(), server.token());
        publishTiers(admin);
        pullTheImage(admin);
        shareAModel(admin);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve("models"))))
                .isEqualTo("rwxr-xr-x");

        CompletableFuture<String> session = CompletableFuture.supplyAsync(AdminPathE2E::anotherUser);
        JsonObject other = address(session);
        Page bob = browser.page(1280, ColorScheme.DARK);
        Tour tour = new Tour(bob, other.getString("address"));
        tour.signIn(other.getString("token"));
        theAdminSectionIsClosedTo(bob, other.getString("address"));
        tour.launch("handbook");
        String service = tour.url();
        tour.waitUntilReady();
        assertThat(tour.chat("Where do I begin?")).contains("In the handbook of this site.");
        tour.picture(Path.of("target/screenshots/admin-path-another-user.png"));
        tour.stop(service);
        Testbed.write(shared.resolve("end"), "");
        session.join();
    }

    private static void publishTiers(Page page) {
        page.navigate(server.address() + "/admin/tiers.xhtml");
        Browser.click(page, "Propose tiers from the cluster");
        page.getByText("Nothing is wrong.").waitFor();
        Browser.click(page, "Publish");
        page.getByText("The tiers are in force.").waitFor();
    }

    private static void pullTheImage(Page page) {
        page.navigate(server.address() + "/admin/images.xhtml");
        page.locator("[data-use=llama_cpp] button.pull").click();
        page.locator("[data-image='" + FILE + "']").waitFor(patience());
    }

    /** The model lies in the admin's own home until it is shared on the page. */
    private static void shareAModel(Page page) {
        EngineModel.in(server, "handbook", "{\"answer\": \"In the handbook of this site.\"}");
        page.navigate(server.address() + "/models.xhtml");
        page.locator("tr", new Page.LocatorOptions().setHas(page.locator("[data-model='test/handbook']")))
                .getByText("Publish")
                .click();
        page.locator(".ui-confirmdialog-yes").first().click();
        page.getByText("test/handbook lies in the shared folder now.").waitFor(patience());
    }

    private static void theAdminSectionIsClosedTo(Page page, String address) {
        Locator link = page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Admin").setExact(true));
        assertThat(link.count()).isZero();
        for (String name : List.of("tiers", "images", "cache")) {
            page.navigate(address + "/admin/" + name + ".xhtml");
            page.getByText("The admin section is for those who may write " + cache)
                    .first()
                    .waitFor();
        }
        page.navigate(address + "/services.xhtml");
    }

    private static String anotherUser() {
        Path tree = Testbed.prefix().resolve("tree");
        return Hand.ask(String.join(
                " ",
                "neighbour",
                tree.resolve("src/test/resources/e2e/another_user.py").toString(),
                tree.toString(),
                cache.toString(),
                registry.image("testbed/engine:1"),
                System.getProperty("java.home"),
                shared.toString()));
    }

    private static JsonObject address(CompletableFuture<String> session) {
        String user = System.getProperty("user.name");
        Path told = Testbed.prefix().resolve("home/" + user + "-neighbour/server.json");
        Testbed.await(
                "another user's server answers",
                Duration.ofMinutes(4),
                () -> Files.isReadable(told) || session.isDone(),
                () -> "");
        return Server.parse(session.isDone() ? session.join() : Testbed.read(told))
                .asJsonObject();
    }

    private static Locator.WaitForOptions patience() {
        return new Locator.WaitForOptions().setTimeout(120_000);
    }
}
