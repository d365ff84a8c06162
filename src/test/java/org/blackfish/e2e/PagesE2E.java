package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in a real browser behind a portal: the main path, and every page looked at in light and dark, wide and narrow. */
class PagesE2E {
    private static Instant ends = Instant.EPOCH;

    private static Server server;
    private static Portal portal;
    private static String address;
    private static Browser browser;
    private static Looks looks;

    @BeforeAll
    static void start() {
        ends = Instant.now().plus(Duration.ofHours(2));
        String end = String.valueOf(ends.getEpochSecond());
        server = Server.start(Server.PREFIX, Map.of("BLACKFISH_OOD", "true", "BLACKFISH_SESSION_ENDS_AT", end));
        portal = Portal.start();
        address = portal.address(server);
        browser = new Browser();
        looks = new Looks(browser, address, server.token());
    }

    @AfterAll
    static void stop() {
        browser.close();
        portal.close();
        server.close();
    }

    @Test
    void aResearcherLaunchesChatsAndStopsAndEveryPageIsAccessible() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        Tour tour = new Tour(page, address);
        tour.signIn(server.token());
        List<String> findings = looks.findings("services.xhtml", "services-empty");
        findings.addAll(looks.findings("launch.xhtml", "launch"));
        findings.addAll(looks.findings("chat.xhtml", "chat-empty"));
        tour.preview("SmolLM2");
        tour.launch("SmolLM2");
        String service = tour.url();
        tour.waitUntilReady();
        findings.addAll(looks.findings(path(service), "service-ready"));
        silenceIsTold(page);
        findings.addAll(looks.findings("services.xhtml", "services"));
        assertThat(tour.chat("What is the capital of France? Answer in one word."))
                .contains("Paris");
        tour.picture(screenshot("chat-answer"));
        tour.askToStop(service);
        tour.waitForTwoLooks();
        tour.goOn();
        findings.addAll(looks.findings(path(service), "service-ended"));
        assertThat(findings).isEmpty();
        assertThat(errors).isEmpty();
    }

    /** Slurm's, on a page that shows a running service: unknown is not failed. */
    private static void silenceIsTold(Page page) {
        Locator note = page.getByText("scheduler did not answer. The service most likely runs on.");
        Testbed.fault("squeue", "fail 1 slurm_load_jobs error: Unable to contact slurm controller");
        try {
            note.waitFor();
            assertThat(page.locator("body").innerText()).doesNotContain("Failed");
        } finally {
            Testbed.noFault("squeue");
        }
        note.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    @Test
    void aWrongTokenIsToldSoAndASessionEndsWithSignOut() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        page.navigate(address + "/");
        assertThat(axe(page)).isEmpty();
        page.locator("input[name=token]").fill("wrong");
        page.locator("button[type=submit]").first().click();
        page.waitForURL(url -> url.contains("failed=1"));
        assertThat(page.locator("body").innerText()).containsIgnoringCase("token");
        Browser.signIn(page, address, server.token());
        page.getByText("Sign out").click();
        page.waitForURL(url -> url.contains("signed-out=1"));
        page.navigate(address + "/services.xhtml");
        assertThat(page.url()).contains("sign-in.xhtml");
    }

    @Test
    void theLaunchPageNamesASharedFolderThatCannotBeUsedAndTheRemedy() {
        SharedFolders folders = SharedFolders.of(server);
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, address, server.token());
        page.navigate(address + "/launch.xhtml");
        for (String profile : List.of("missing", "closed")) {
            page.locator("select[data-choice=blackfish-profile]").selectOption(profile);
            page.locator("#cache-problem:has-text('profile \"" + profile + "\"')")
                    .waitFor();
            assertThat(page.locator("#cache-problem").innerText())
                    .contains(String.valueOf(profile.equals("missing") ? folders.missing() : folders.closed()))
                    .containsIgnoringCase("ask your admin");
            assertThat(axe(page)).isEmpty();
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(screenshot("launch-closed-cache")));
        page.locator("select[data-choice=blackfish-profile]").selectOption("default");
        page.context().close();
    }

    @Test
    void aPageSaysTenMinutesBeforeThatTheSessionEnds() {
        for (Look look : Look.ALL) {
            Page page = look.open(browser);
            page.clock().install();
            Browser.signIn(page, address, server.token());
            assertThat(page.locator("#session-word").innerText()).isEmpty();
            page.clock()
                    .fastForward(Duration.between(Instant.now(), ends)
                            .minusMinutes(8)
                            .toMillis());
            page.locator("#session-word:has-text('This session ends at')").waitFor();
            assertThat(page.locator(".session-left").innerText()).containsPattern("[78] min");
            assertThat(look.findings(page, "session-ends")).isEmpty();
            page.context().close();
        }
    }

    @Test
    void anOpenPageOutlivesItsSessionAndLeadsBackToThePortal() {
        List<Page> pages = Look.ALL.stream().map(look -> look.open(browser)).toList();
        for (Page page : pages) {
            page.clock().install();
            Browser.signIn(page, address, server.token());
            // A page that waits for its turn would give the session up meanwhile.
            page.clock().setFixedTime(Date.from(Instant.now()));
        }
        server.close();
        try {
            for (int i = 0; i < pages.size(); i++) {
                leadsBack(pages.get(i), Look.ALL.get(i));
            }
        } finally {
            server.restart();
        }
        pages.getFirst().waitForURL(url -> url.contains("/sign-in.xhtml?ended=1"));
        pages.forEach(page -> page.context().close());
    }

    private static void leadsBack(Page page, Look look) {
        page.locator("#connection:has-text('The connection to Blackfish is lost.')")
                .waitFor(new Locator.WaitForOptions().setTimeout(120_000));
        assertThat(look.findings(page, "connection-lost")).isEmpty();
        page.clock().setFixedTime(Date.from(Instant.now().plusSeconds(30)));
        page.locator("#connection:has-text('This session has ended.')").waitFor();
        assertThat(look.findings(page, "session-ended")).isEmpty();
        assertThat(page.locator("#connection a").getAttribute("href"))
                .isEqualTo("/pun/sys/dashboard/batch_connect/sessions");
        assertThat(page.locator("h1").innerText()).isEqualTo("Services");
    }

    private static String path(String url) {
        return url.substring(address.length() + 1);
    }

    private static List<String> axe(Page page) {
        return Look.axe(page);
    }

    private static Path screenshot(String name) {
        return Path.of("target/screenshots", name + ".png");
    }
}
