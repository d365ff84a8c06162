package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A researcher in a browser, on a fresh installation: from the card of the session, through the portal's Apache, on a node with a dotted name. */
class OodCardE2E {
    private static final String NODE = "node1.cluster.example";
    private static final List<Path> PORTALS = new ArrayList<>();

    private static Dashboard dashboard;
    private static Card card;
    private static Browser browser;

    @BeforeAll
    static void start() {
        Installation installed = Installation.fresh();
        assertThat(installed.check()).contains("checksums right").endsWith("exit 0");
        dashboard = Dashboard.open(NODE, 20450, 20499, "release_root=" + installed.releases());
        dashboard.app(installed.app());
        card = dashboard.start("head", "cache_dir=" + Testbed.cacheDirectory()).await("running");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        PORTALS.forEach(folder -> portal("down", folder));
        dashboard.close();
    }

    @Test
    void oneClickSignsInAndTheWholeMainJobWorksBelowThePrefix() throws IOException {
        String portal = portalUp("timeout=20");
        BrowserContext context = browser.behindPortal(System.getProperty("user.name"), true);
        Page cards = cards(context, portal);
        Page page = press(cards);
        page.waitForURL(Pattern.compile(".*/services\\.xhtml"));
        assertThat(page.url()).startsWith(portal + "/node/" + NODE + "/");
        Cookie cookie = onlyCookie(context);
        assertThat(cookie.path).isEqualTo(card.basePath());
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.secure).isFalse();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);

        Tour tour = new Tour(page, portal + card.basePath());
        tour.launch("SmolLM2");
        String service = tour.url();
        tour.waitUntilReady();
        assertThat(tour.chat("What is the capital of France? Answer in one word."))
                .contains("Paris");
        tour.stop(service);

        Page again = press(cards);
        again.waitForURL(Pattern.compile(".*/services\\.xhtml"));
        again.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        again.waitForURL(Pattern.compile(".*/sign-in\\.xhtml.*"));
        nothingKnowsTheToken();
    }

    @Test
    void theCardWorksWithoutScriptsUnderTlsAndWhereThePortalKeepsItsName() throws IOException {
        String portal = portalUp("tls", "preserve-host");
        BrowserContext context = browser.behindPortal(System.getProperty("user.name"), false);
        Page page = press(cards(context, portal));
        page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Services").setLevel(1))
                .waitFor();
        assertThat(onlyCookie(context).secure).isTrue();
        nothingKnowsTheToken();
    }

    @Test
    void theFormIsTheSameWithAndWithoutDynamicScriptsAndTheCardHasNone() {
        assertThat(dashboard.form())
                .contains("\"bc_num_hours\"", "\"cache_dir\"")
                .doesNotContain("data-", "hide_by_default", "hide_when_empty", "html_options");
        assertThat(card.html())
                .contains("<button type=\"submit\"")
                .doesNotContainPattern("<script|javascript:| on\\w+=");
    }

    /** The other tests go on with the session that holds the data then. */
    @Test
    void theSecondSessionTakesTheDataOverFromItsPageThroughThePortal() throws IOException {
        String portal = portalUp();
        Card first = card;
        String old = first.token();
        card = dashboard.start("head", "cache_dir=" + Testbed.cacheDirectory()).await("running");
        assertThat(card.html()).contains("Your Blackfish data are open in another session");
        BrowserContext context = browser.behindPortal(System.getProperty("user.name"), true);
        Page page = press(cards(context, portal));
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open that session"))
                        .getAttribute("href"))
                .isEqualTo(first.basePath() + "/");
        Browser.click(page, "Take over");
        first.await("completed");
        assertThat(first.html()).contains("took the data over, as its user wished");
        assertThat(first.exitStatus()).isEqualTo("0");

        // By itself, as soon as the server answers; what signed in to the waiting page means nothing to it.
        page.waitForURL(
                url -> url.startsWith(portal + card.basePath() + "/sign-in.xhtml"),
                new Page.WaitForURLOptions()
                        .setTimeout((double) Dashboard.patience().toMillis()));
        card.awaitHtml("name=\"token\"");
        assertThat(card.html()).doesNotContain("open in another session");
        assertThat(card.token()).isNotEqualTo(old);
        Page own = press(cards(context, portal));
        own.waitForURL(portal + card.basePath() + "/services.xhtml");
        nothingKnowsTheToken();
        new TokenSearch(old).findsNothing(dashboard.home(), dashboard.runs());
    }

    /** The portal's page of sessions with the card as the dashboard rendered it. */
    private static Page cards(BrowserContext context, String portal) {
        Testbed.write(
                PORTALS.getLast().resolve("htdocs/pun/sys/dashboard/batch_connect/sessions/index.html"),
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>My Interactive Sessions</title></head>"
                        + "<body><main><h1>My Interactive Sessions</h1>" + card.html() + "</main></body></html>\n");
        Page page = context.newPage();
        page.navigate(portal + "/pun/sys/dashboard/batch_connect/sessions/");
        return page;
    }

    private static Page press(Page cards) {
        Locator button =
                cards.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open Blackfish on " + NODE));
        return cards.waitForPopup(button::click);
    }

    private static Cookie onlyCookie(BrowserContext context) {
        List<Cookie> cookies = context.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("blackfish"))
                .toList();
        assertThat(cookies).hasSize(1);
        return cookies.getFirst();
    }

    private static void nothingKnowsTheToken() {
        Path htdocs = PORTALS.getLast().resolve("htdocs/pun/sys/dashboard/batch_connect/sessions/index.html");
        Testbed.write(htdocs, "");
        String log = Testbed.read(PORTALS.getLast().resolve("access.log"));
        assertThat(log).contains("POST " + card.basePath() + "/session");
        new TokenSearch(card.token()).findsNothing(dashboard.home(), dashboard.runs());
    }

    private static String portalUp(String... variant) throws IOException {
        int port = Testbed.freePort();
        Path folder = dashboard.home().resolve("portal" + PORTALS.size());
        PORTALS.add(folder);
        List<String> words = new ArrayList<>(List.of(String.valueOf(port)));
        words.addAll(List.of(variant));
        assertThat(portal("up", folder, words.toArray(String[]::new))).isEmpty();
        return (List.of(variant).contains("tls") ? "https" : "http") + "://localhost:" + port;
    }

    private static String portal(String command, Path folder, String... words) {
        List<String> argv = new ArrayList<>(List.of("testbed/portal/portal", command, folder.toString()));
        argv.addAll(List.of(words));
        return Testbed.run(argv.toArray(String[]::new));
    }
}
