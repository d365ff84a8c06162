package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages in a real browser: the main path, and every page looked at in light and dark, wide and narrow. */
class PagesE2E {
    private static Server server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = Server.start("/node/c1.example.edu/4711", Map.of());
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @Test
    void aResearcherLaunchesChatsAndStopsAndEveryPageIsAccessible() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        Tour tour = new Tour(page, server.address());
        tour.signIn(server.token());
        List<String> findings = look("services.xhtml", "services-empty");
        findings.addAll(look("launch.xhtml", "launch"));
        findings.addAll(look("chat.xhtml", "chat-empty"));
        tour.preview("SmolLM2");
        tour.launch("SmolLM2");
        String service = tour.url();
        tour.waitUntilReady();
        findings.addAll(look(path(service), "service-ready"));
        findings.addAll(look("services.xhtml", "services"));
        assertThat(tour.chat("What is the capital of France? Answer in one word."))
                .contains("Paris");
        tour.picture(screenshot("chat-answer"));
        tour.stop(service);
        findings.addAll(look(path(service), "service-ended"));
        assertThat(findings).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void aWrongTokenIsToldSoAndASessionEndsWithSignOut() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        page.navigate(server.address() + "/");
        assertThat(axe(page)).isEmpty();
        page.locator("input[name=token]").fill("wrong");
        page.locator("button[type=submit]").first().click();
        assertThat(page.locator("body").innerText()).containsIgnoringCase("token");
        assertThat(page.url()).contains("failed=1");
        Browser.signIn(page, server.address(), server.token());
        page.getByText("Sign out").click();
        page.waitForURL(url -> url.contains("signed-out=1"));
        page.navigate(server.address() + "/services.xhtml");
        assertThat(page.url()).contains("sign-in.xhtml");
    }

    @Test
    void theLaunchPageNamesASharedFolderThatCannotBeUsedAndTheRemedy() {
        SharedFolders folders = SharedFolders.of(server);
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, server.address(), server.token());
        page.navigate(server.address() + "/launch.xhtml");
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

    private static String path(String url) {
        return url.substring(server.address().length() + 1);
    }

    private static List<String> look(String path, String name) {
        List<String> findings = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 360}) {
                Page page = browser.page(width, scheme);
                Browser.signIn(page, server.address(), server.token());
                page.navigate(server.address() + "/" + path);
                page.locator(".skeleton")
                        .first()
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
                page.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(screenshot(
                                name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width)));
                axe(page).forEach(finding -> findings.add(name + " " + scheme + " " + width + ": " + finding));
                Object wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1");
                if (Boolean.TRUE.equals(wider)) {
                    findings.add(name + " " + scheme + " " + width + ": scrolls sideways");
                }
                page.context().close();
            }
        }
        return findings;
    }

    private static List<String> axe(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> String.valueOf(node.getTarget()))
                                        .toList())
                        .toList();
    }

    private static Path screenshot(String name) {
        return Path.of("target/screenshots", name + ".png");
    }
}
