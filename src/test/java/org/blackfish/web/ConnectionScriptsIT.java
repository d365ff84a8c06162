package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an open page says when its server is out of reach, gone, or soon ended by the portal; time is the test's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionScriptsIT {
    private static final Path SCRIPTS = Path.of("src/main/webapp/resources/js");
    private static final String ADDRESS = "http://portal.invalid/node/head1/4711/services.xhtml";
    private static final String NOW = "2026-09-21T12:00:00Z";
    private static final String SESSIONS = "/pun/sys/dashboard/batch_connect/sessions";
    private static final String STREAM = """
            window.streams = [];
            window.EventSource = class extends EventTarget {
              constructor(address) { super(); this.address = address; this.open = true; streams.push(this); }
              close() { this.open = false; }
            };
            """;

    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    private final Page page = browser.newPage();
    private String ends = "";
    private String sessions = SESSIONS;
    private int status;
    private String type = "application/json";
    private int visits;
    private int loads;

    @BeforeAll
    void answerInTheServersPlace() {
        page.addInitScript(STREAM);
        page.route("**/*", this::answer);
        page.clock().install();
        page.onLoad(loaded -> loads++);
    }

    @BeforeEach
    void theServerIsThere() {
        ends = "";
        sessions = SESSIONS;
        answersWith(200, "application/json");
    }

    @AfterAll
    void close() {
        browser.close();
        playwright.close();
    }

    @Test
    void aServerBehindAPortalThatCannotReachItIsLostFirstAndEndedAfterAWhile() {
        open();
        answersWith(503, "text/html");
        streamBreaks();
        pass(1);
        assertThat(said()).startsWith("The connection to Blackfish is lost. What is shown stays");
        pass(30);
        assertThat(said())
                .isEqualTo("This session has ended. What is shown stays, and your services run on. "
                        + "Back to My Interactive Sessions");
        assertThat(page.locator("#connection a").getAttribute("href")).isEqualTo(SESSIONS);
        assertThat(visits).isEqualTo(1);
        answersWith(200, "application/json");
        pass(16);
        assertThat(said()).isEmpty();
        assertThat(openStreams()).isEqualTo(1);
    }

    @Test
    void aShortTroubleIsSaidAndForgottenAndWhatWasMissedIsReadAgain() {
        open();
        page.evaluate("() => { window.heard = 0; Blackfish.connection.on('service', () => { heard += 1; }); }");
        answersWith(0, "");
        streamBreaks();
        pass(1);
        assertThat(said()).startsWith("The connection to Blackfish is lost.");
        pass(120);
        assertThat(said()).startsWith("The connection to Blackfish is lost.");
        answersWith(200, "application/json");
        pass(16);
        assertThat(said()).isEmpty();
        assertThat(page.evaluate("heard")).isEqualTo(1);
    }

    @Test
    void withoutAPortalNobodyKnowsThatASessionIsOver() {
        sessions = "";
        open();
        answersWith(502, "text/html");
        streamBreaks();
        pass(120);
        assertThat(said()).startsWith("The connection to Blackfish is lost.");
    }

    @Test
    void aServerThatIsGoneAfterTheSessionsTimeIsNotWaitedFor() {
        ends = "2026-09-21T12:00:02Z";
        open();
        answersWith(502, "text/html");
        pass(5);
        streamBreaks();
        pass(1);
        assertThat(said()).startsWith("This session has ended.");
    }

    @Test
    void whoIsSignedOutOrMeetsAnotherPageOfOursLoadsThePageAgain() {
        for (int answer : new int[] {401, 403, 503}) {
            open();
            answersWith(answer, "application/problem+json");
            streamBreaks();
            passUntilThePageLoadsAgain();
            answersWith(200, "application/json");
        }
    }

    @Test
    void anAnswerThatThePortalCutOffIsToldOnlyWhileTheServerIsThere() {
        open();
        page.evaluate("() => Blackfish.connection.unanswered({ status: 403 })");
        assertThat(said()).isEmpty();
        page.evaluate("() => Blackfish.connection.unanswered({ status: 502 })");
        assertThat(said())
                .isEqualTo("The portal did not wait for the answer to what was asked last. Blackfish goes on with it;"
                        + " load this page again to see what became of it.");
        answersWith(503, "text/html");
        page.evaluate("() => Blackfish.connection.unanswered({ status: 502 })");
        assertThat(said()).startsWith("The connection to Blackfish is lost.");
    }

    @Test
    void aLinkIsNotFollowedIntoThePortalsErrorPage() {
        open();
        answersWith(503, "text/html");
        streamBreaks();
        pass(1);
        page.locator("a[href$='chat.xhtml']").click();
        pass(1);
        assertThat(page.url()).isEqualTo(ADDRESS);
        answersWith(200, "application/json");
        page.locator("a[href$='chat.xhtml']").click();
        page.waitForURL("**/chat.xhtml");
    }

    @Test
    void tenMinutesBeforeItsEndTheSessionSaysSoOnceAndByTheServersClock() {
        ends = "2026-09-21T12:20:00Z";
        open();
        // The page's time goes on by itself between the steps, on a busy machine for half a minute in all.
        pass(480);
        assertThat(page.locator("#session-word").innerText()).isEmpty();
        pass(130);
        assertThat(page.locator("#session-word").innerText())
                .startsWith("This session ends at ")
                .endsWith("Your services run on; start a new session to see them again.");
        pass(60);
        assertThat(page.locator("#session-word .message").count()).isEqualTo(1);
    }

    private void answer(Route route) {
        boolean document = route.request().isNavigationRequest();
        visits += document ? 1 : 0;
        if (!document && status == 0) {
            route.abort();
            return;
        }
        String body = document ? page() : "{}";
        route.fulfill(new Route.FulfillOptions()
                .setStatus(document ? 200 : status)
                .setHeaders(Map.of("Content-Type", document ? "text/html" : type))
                .setBody(body));
    }

    private void open() {
        page.navigate(ADDRESS);
        visits = 1;
        loads = 1;
        for (String script : List.of("base", "session", "connection", "clock")) {
            page.addScriptTag(new Page.AddScriptTagOptions().setPath(SCRIPTS.resolve(script + ".js")));
        }
        page.evaluate("streams.at(-1).dispatchEvent(new Event('open'))");
        assertThat(openStreams()).isEqualTo(1);
    }

    private void answersWith(int newStatus, String newType) {
        status = newStatus;
        type = newType;
    }

    private void streamBreaks() {
        page.evaluate("streams.at(-1).dispatchEvent(new Event('error'))");
    }

    /** Second by second, and each answer arrives in between. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            page.clock().runFor(1000);
            page.evaluate("() => fetch('/settled').catch(() => {})");
        }
    }

    /** What runs in the page that is left ends with it. */
    private void passUntilThePageLoadsAgain() {
        try {
            page.clock().runFor(1000);
        } catch (PlaywrightException e) {
            assertThat(e).hasMessageContaining("navigation");
        }
        page.waitForCondition(() -> visits == 2 && loads == 2);
    }

    private String said() {
        return page.locator("#connection").innerText();
    }

    private int openStreams() {
        return (int) page.evaluate("streams.filter((stream) => stream.open).length");
    }

    private String page() {
        return """
                <!DOCTYPE html><html data-base="/node/head1/4711" data-now="%s"><body>
                <div id="session-word" data-ends="%s"></div>
                <div id="connection" data-sessions="%s" data-ends="%s"></div>
                <a href="/node/head1/4711/chat.xhtml">Chat</a></body></html>
                """.formatted(NOW, ends, sessions, ends);
    }
}
