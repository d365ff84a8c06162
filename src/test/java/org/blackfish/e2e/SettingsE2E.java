package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Personal tokens on the page Settings: made, shown once, used as far as their scope goes, and revoked. */
class SettingsE2E {
    private static final List<String> SCOPES = List.of("read", "use", "manage", "admin");
    private static final String NOTHING_CHANGED =
            "<?xml version='1.0' encoding='UTF-8'?><partial-response><changes></changes></partial-response>";

    private static Server server;
    private static Browser browser;
    private static Looks looks;

    @BeforeAll
    static void start() {
        server = Server.start("/node/c1.example.edu/4711", Map.of());
        browser = new Browser();
        looks = new Looks(browser, server.address(), server.token());
    }

    @AfterEach
    void revokeAll() {
        Server.parse(server.get("/api/tokens").body())
                .asJsonArray()
                .forEach(token ->
                        server.delete("/api/tokens/" + token.asJsonObject().getString("id")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @Test
    void aTokenWorksUntilItIsRevoked() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        Browser.signIn(page, server.address(), server.token());
        List<String> findings = looks.findings("settings.xhtml", "settings-empty");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings"))
                .click();
        page.waitForURL(url -> url.contains("/settings.xhtml"));
        page.getByText("No tokens yet").waitFor();
        Browser.click(page, "Make the token");
        page.getByText("A token needs a name").waitFor();
        String secret = make(page, "night", "use");
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target/screenshots/settings-new-token.png")));
        findings.addAll(Look.axe(page));
        assertThat(ask(secret, "GET", "/v1/models").statusCode()).isEqualTo(200);
        page.reload();
        page.getByText("last used").waitFor();
        assertThat(page.content()).doesNotContain(secret);
        findings.addAll(looks.findings("settings.xhtml", "settings"));
        revoke(page, "night");
        page.getByText("The token \"night\" was revoked.").waitFor();
        page.getByText("No tokens yet").waitFor();
        assertThat(ask(secret, "GET", "/v1/models").statusCode()).isEqualTo(401);
        assertThat(findings).isEmpty();
        assertThat(errors).isEmpty();
    }

    @Test
    void eachOfThreeTokensMayDoWhatItsScopeSaysAndNoneOpensAPage() {
        Page page = settings();
        Map<String, String> secrets = new HashMap<>();
        for (String scope : List.of("read", "use", "manage")) {
            secrets.put(scope, make(page, "for-" + scope, scope));
            assertThat(page.locator("#new-base").count()).as(scope).isEqualTo(scope.equals("read") ? 0 : 1);
        }
        secrets.forEach((scope, secret) -> {
            assertOpen(secret, scope, "GET", "/api/services", "read");
            assertOpen(secret, scope, "GET", "/v1/models", "use");
            assertOpen(secret, scope, "DELETE", "/api/services/prune", "manage");
            for (String closed : List.of("/api/tokens", "/api/admin/tiers", "/settings.xhtml")) {
                assertOpen(secret, scope, "GET", closed, "admin");
            }
        });
    }

    @Test
    void aListThatChangedMeanwhileRevokesNothingElse() {
        Page page = settings();
        String first = make(page, "first", "use");
        String second = make(page, "second", "use");
        // The first one goes, but the page does not hear of it and goes on showing both.
        page.route("**/settings.xhtml*", route -> {
            route.fetch();
            route.fulfill(new Route.FulfillOptions().setContentType("text/xml").setBody(NOTHING_CHANGED));
        });
        revoke(page, "first");
        // It is the page's own thread that answers for the route.
        page.waitForCondition(() -> ask(first, "GET", "/v1/models").statusCode() == 401);
        page.unroute("**/settings.xhtml*");
        revoke(page, "first");
        page.getByText("That token was revoked already.").waitFor();
        assertThat(ask(second, "GET", "/v1/models").statusCode()).isEqualTo(200);
        revoke(page, "second");
        page.getByText("The token \"second\" was revoked.").waitFor();
        assertThat(ask(second, "GET", "/v1/models").statusCode()).isEqualTo(401);
    }

    private static Page settings() {
        Page page = browser.page(1280, ColorScheme.LIGHT);
        Browser.signIn(page, server.address(), server.token());
        page.navigate(server.address() + "/settings.xhtml");
        return page;
    }

    /** The secret of a new token. */
    private static String make(Page page, String name, String scope) {
        page.locator("[id='make:name']").fill(name);
        page.locator("[id='make:scopes']").selectOption(scope);
        Browser.click(page, "Make the token");
        page.getByText("The token \"" + name + "\" was made.").waitFor();
        return page.locator("#new-secret").innerText();
    }

    private static void revoke(Page page, String name) {
        Browser.click(page, "Revoke " + name);
        page.getByText("Every program that sends \"" + name + "\" is refused with 401 at once.")
                .waitFor();
        page.locator(".ui-confirmdialog-yes").first().click();
    }

    private static void assertOpen(String secret, String scope, String method, String path, String needed) {
        HttpResponse<String> answer = ask(secret, method, path);
        String what = scope + ": " + method + " " + path + ": " + answer.body();
        if (SCOPES.indexOf(scope) >= SCOPES.indexOf(needed)) {
            assertThat(answer.statusCode()).as(what).isEqualTo(200);
        } else {
            assertThat(answer.statusCode()).as(what).isEqualTo(403);
            assertThat(Server.parse(answer.body()).asJsonObject().getString("detail"))
                    .isEqualTo("This token may not do that; it needs the scope \"" + needed + "\".");
        }
    }

    /** How a program with that token is answered. */
    private static HttpResponse<String> ask(String secret, String method, String path) {
        return server.send(HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Authorization", "Bearer " + secret)
                .method(method, BodyPublishers.noBody()));
    }
}
