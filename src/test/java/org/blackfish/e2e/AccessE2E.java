package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whose token opens what, over real HTTP: no foreign, old or small token gets further by an odd spelling. The spellings go
 * to the root of a server that lies below a prefix, through the second archive there.
 */
class AccessE2E {
    private static Server server;
    private static Launches launches;
    private static RawHttp raw;
    private static String id;
    private static String key;
    private static String reader;

    @BeforeAll
    static void start() {
        server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
        raw = new RawHttp(server.port());
        launches = new Launches(server);
        id = launches.launch(EngineModel.in(server, "guarded", "{}").order("guarded"));
        launches.await(id, "healthy");
        key = server.json("/api/services/" + id + "/key").getString("key");
        reader = PersonalTokens.issue(server, "reader", "read", null).getString("secret");
    }

    @AfterAll
    static void stop() {
        launches.stop(id);
        server.close();
    }

    @Test
    void aTokenThatIsNotOursOpensNothing() {
        for (String foreign : List.of("wrong", key, "A".repeat(43), "", " ", server.token() + "x")) {
            for (String header : List.of("Authorization: Bearer " + foreign, "X-Blackfish-Token: " + foreign)) {
                RawHttp.Answer answer = raw.ask("GET", "/api/services", "", header);
                assertThat(answer.status()).as(header).isEqualTo(401);
                assertThat(answer.text()).contains("problem+json", "auth_token in BLACKFISH_HOME_DIR");
            }
        }
    }

    @Test
    void withoutATokenNothingOpensAndTheSentenceSaysWhatToSend() {
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("problem+json", "Sign in, or send the token");
    }

    @Test
    void anExpiredTokenOpensNothing() {
        String expiring = PersonalTokens.issue(
                        server, "expiring", "admin", Instant.now().plusSeconds(2))
                .getString("secret");
        assertThat(status(expiring)).isEqualTo(200);
        Testbed.await("the token has expired", () -> status(expiring) != 200);
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "", "Authorization: Bearer " + expiring);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("Sign in, or send the token");
    }

    @Test
    void aRevokedTokenOpensNothing() {
        JsonObject issued = PersonalTokens.issue(server, "revoked", "admin", null);
        String revoked = issued.getString("secret");
        assertThat(status(revoked)).isEqualTo(200);
        assertThat(server.delete("/api/tokens/" + issued.getString("id")).statusCode())
                .isEqualTo(204);
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "", "Authorization: Bearer " + revoked);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("Sign in, or send the token");
    }

    @Test
    void theTokenAloneInOurOwnHeaderOpensWhatThePortalLeavesOfARequest() {
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "", "X-Blackfish-Token: " + server.token());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("guarded");
    }

    @Test
    void aTokenToUseCallsAndSeesKeysAndChangesNothing() {
        String use = "Authorization: Bearer "
                + PersonalTokens.issue(server, "user", "use", null).getString("secret");
        assertThat(raw.ask("GET", "/api/services/" + id + "/key", "", use).text())
                .contains(key);
        assertThat(raw.ask("GET", "/services/" + id + "/v1/models", "", use).status())
                .isEqualTo(200);
        String order =
                EngineModel.in(server, "guarded", "{}").order("key").build().toString();
        for (String change : List.of("PUT /api/services/ensure/key", "PUT /api/services/" + id + "/stop")) {
            String[] words = change.split(" ");
            RawHttp.Answer answer = raw.ask(words[0], words[1], order, use, "Content-Type: application/json");
            assertThat(answer.status()).as(change).isEqualTo(403);
            assertThat(answer.text()).contains("it needs the scope \\\"manage\\\"");
        }
        assertThat(server.get("/api/services?name=key").body()).isEqualTo("[]");
    }

    @Test
    void aTokenToManageLaunchesButSeesNoTokensAndNoPages() {
        String manage = "Authorization: Bearer "
                + PersonalTokens.issue(server, "manager", "manage", null).getString("secret");
        String order =
                EngineModel.in(server, "guarded", "{}").order("seen").build().toString();
        assertThat(raw.ask("POST", "/api/services/preview", order, manage, "Content-Type: application/json")
                        .status())
                .isEqualTo(200);
        for (String closed : List.of("/api/tokens", "/services.xhtml")) {
            RawHttp.Answer answer = raw.ask("GET", server.basePath() + closed, "", manage);
            assertThat(answer.status()).as(closed).isEqualTo(403);
            assertThat(answer.text()).contains("it needs the scope \\\"admin\\\"");
        }
    }

    @Test
    void aBrowsersSessionIsItsOwnCannotBeReadOrFramedByOthersAndEndsWithItsLogout() {
        String base = server.basePath();
        RawHttp.Answer entry = raw.ask(
                "POST",
                base + "/session",
                "token=" + server.token(),
                "Content-Type: application/x-www-form-urlencoded");
        assertThat(entry.status()).isEqualTo(303);
        String cookie = Testbed.first("(?i)Set-Cookie: (.*)", entry.text());
        assertThat(cookie).matches("blackfish_" + server.port() + "_[^=]{8}=.*");
        assertThat(cookie.split("; *")).contains("Path=" + base, "HttpOnly", "SameSite=Strict");
        String mine = "Cookie: " + cookie.split(";")[0];

        RawHttp.Answer page = raw.ask("GET", base + "/services.xhtml", "", mine);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("X-Frame-Options: SAMEORIGIN");
        String policy = Testbed.first("(?i)Content-Security-Policy: (.*)", page.text());
        assertThat(policy).contains("frame-ancestors 'self'", "object-src 'none'");
        assertThat(Testbed.first("script-src ([^;]*)", policy))
                .startsWith("'self' 'nonce-")
                .doesNotContain("unsafe");

        assertThat(raw.ask("POST", base + "/api/logout", "", mine).status()).isEqualTo(403);
        String token = "X-CSRF-Token: " + Testbed.first("name=\"csrf-token\" content=\"([^\"]*)\"", page.text());
        assertThat(raw.ask("PUT", base + "/api/services/ensure/a.xhtml", "{}", mine)
                        .status())
                .isEqualTo(403);
        assertThat(raw.ask("POST", base + "/api/logout", "", mine, token).status())
                .isEqualTo(204);
        RawHttp.Answer after = raw.ask("GET", base + "/services.xhtml", "", mine);
        assertThat(after.status()).isEqualTo(302);
        assertThat(after.text()).contains("/sign-in.xhtml?ended=1");
    }

    @Test
    void noSpellingLeadsAReaderOrAStrangerToTheTokens() {
        for (String target : Spellings.OF_TOKENS) {
            for (String method : List.of("GET", "HEAD", "POST", "DELETE", "get", "PROPFIND")) {
                refused(method, target);
            }
        }
        assertThat(server.get("/api/tokens").body()).contains("\"reader\"").doesNotContain("planted");
    }

    @Test
    void noSpellingLeadsAReaderOrAStrangerToTheKeyOrTheEngine() {
        List<String> targets = Spellings.ofKeyAndEngine(id, "guarded");
        for (String target : targets) {
            for (String method : List.of("GET", "HEAD", "POST")) {
                refused(method, target);
            }
        }
    }

    @Test
    void noSpellingLetsAReaderChangeAnything() {
        String order = Launches.order("planted").build().toString();
        Map<String, List<String>> changes = Map.of(
                "PUT", List.of("/stop", "//stop", "/stop/", "/stop;a", "/x/../stop", "/%73top"),
                "DELETE", List.of("", "/", ";a", "//", "/.", "%2e"));
        changes.forEach((method, ends) -> ends.forEach(end -> {
            refused(method, "/api/services/" + id + end);
            refused(method, "//api//services/" + id + end);
        }));
        for (String target : List.of("/api/services", "/api/services/", "/api;a/services", "/api/services/preview")) {
            assertThat(raw.ask("POST", target, order, reader(), "Content-Type: application/json")
                            .status())
                    .as(target)
                    .isGreaterThanOrEqualTo(400);
        }
        for (String pretence :
                List.of("X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: DELETE")) {
            raw.ask("GET", "/api/services/" + id + "?_method=DELETE", "", reader(), pretence);
            refused("POST", "/api/services/" + id, pretence);
        }
        for (String page : List.of(
                "/help.xhtml",
                "/services.xhtml",
                "/launch.xhtml",
                "/service.xhtml?id=" + id,
                "/",
                "/services.xhtml;a")) {
            refused("GET", page);
            refused("POST", page);
        }
        assertThat(launches.status(id)).isEqualTo("healthy");
        assertThat(server.get("/api/services").body()).doesNotContain("planted");
    }

    /** Neither with the reader's token nor without any does this lead to more than a refusal, with or without the prefix. */
    private static void refused(String method, String target, String... more) {
        refusedThere(method, target, more);
        if (target.startsWith("/")) {
            refusedThere(method, server.basePath() + target, more);
        }
    }

    private static void refusedThere(String method, String target, String... more) {
        for (String who : List.of(reader(), "X-Nobody: at all")) {
            List<String> headers = new ArrayList<>(List.of(more));
            headers.add(who);
            headers.add("Content-Type: application/json");
            RawHttp.Answer answer = raw.ask(
                    method,
                    target,
                    method.equals("POST") ? "{\"name\": \"planted\"}" : "",
                    headers.toArray(String[]::new));
            if (!isContainersOwn(answer)) {
                assertThat(answer.status())
                        .as(method + " " + target + "\n" + answer.text())
                        .isGreaterThanOrEqualTo(300);
            }
            assertThat(answer.text())
                    .as(method + " " + target)
                    .doesNotContain(key)
                    .doesNotContain("\"scopes\"");
        }
    }

    /** Payara answers some addresses that it cannot read with 200 and nothing, before any of our code sees them. */
    private static boolean isContainersOwn(RawHttp.Answer answer) {
        return answer.text().contains("Content-Length: 0") && !answer.text().contains("X-Content-Type-Options");
    }

    private static String reader() {
        return "Authorization: Bearer " + reader;
    }

    private static int status(String token) {
        return raw.ask("GET", "/api/services", "", "Authorization: Bearer " + token)
                .status();
    }
}
