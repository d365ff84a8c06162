package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One session behind the portals of different sites: who enters, with which cookie, and what programs on the node get. */
class PortalE2E {
    private static final String REFUSED = "and the portal says that you are \"" + Portal.STRANGER + "\"";

    private static Server server;
    private static Portal portal;

    @BeforeAll
    static void start() {
        server = Server.start(
                Server.PREFIX,
                Map.of(
                        "BLACKFISH_OOD", "true",
                        "BLACKFISH_HEARTBEAT", "2s",
                        "BLACKFISH_SESSION_ENDS_AT",
                                String.valueOf(Instant.now().plusSeconds(3600).getEpochSecond())));
        portal = Portal.start();
    }

    @AfterAll
    static void stop() {
        portal.close();
        server.close();
    }

    @Test
    void theOwnerSignsInFromTheCardAndGetsACookieForThisSessionOnly() {
        Visitor owner = Visitor.of(portal, server, Portal.OWNER);
        HttpResponse<String> first = owner.get("/");
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(location(first)).isEqualTo(server.basePath() + "/sign-in.xhtml?next=%2F");
        assertThat(owner.get("/sign-in.xhtml").body())
                .contains("The card of this session under <a href=\"/pun/sys/dashboard/batch_connect/sessions\">");
        HttpResponse<String> signedIn = owner.signIn(server.token());
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(location(signedIn)).isEqualTo(server.basePath() + "/");
        String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("blackfish_" + server.port() + "_[0-9a-f]{8}=.*")
                .contains("; Path=" + server.basePath(), "HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure", "Max-Age", "Expires");
        assertThat(owner.get("/services.xhtml").body()).contains("<h1>Services</h1>", "class=\"tool session-left\"");
        assertThat(owner.get("/api/info").body()).contains("\"SESSION_ENDS_AT\"");
    }

    @Test
    void behindTlsTheCookieIsSecure() {
        try (Portal tls = Portal.start("tls")) {
            Visitor owner = Visitor.of(tls, server, Portal.OWNER);
            HttpResponse<String> signedIn = owner.signIn(server.token());
            assertThat(signedIn.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("; Secure");
            assertThat(location(owner.get("/"))).isEqualTo(server.basePath() + "/services.xhtml");
            assertThat(owner.get("/services.xhtml").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPortalThatKeepsItsNameAsHostChangesNothing() {
        try (Portal dex = Portal.start("preserve-host")) {
            Visitor owner = Visitor.of(dex, server, Portal.OWNER);
            assertThat(owner.signIn(server.token()).statusCode()).isEqualTo(303);
            assertThat(location(owner.get("/"))).isEqualTo(server.basePath() + "/services.xhtml");
            assertThat(owner.get("/services.xhtml").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anotherUserOfThePortalIsRefusedEvenWithTheRightToken() {
        Visitor stranger = Visitor.of(portal, server, Portal.STRANGER);
        HttpResponse<String> page = stranger.get("/services.xhtml");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body())
                .contains("<h1>Refused</h1>", REFUSED)
                .contains("/pun/sys/dashboard/batch_connect/sessions");
        assertThat(stranger.signIn(server.token()).statusCode()).isEqualTo(403);
        HttpResponse<String> call = stranger.get("/api/services", "X-Blackfish-Token", server.token());
        assertThat(call.statusCode()).isEqualTo(403);
        assertThat(call.body()).contains("This session belongs to " + Portal.OWNER, "My Interactive Sessions");
    }

    @Test
    void aProgramThroughThePortalNeedsTheTokenInItsOwnHeader() {
        Visitor owner = Visitor.of(portal, server, Portal.OWNER);
        assertThat(owner.get("/api/services").statusCode()).isEqualTo(401);
        assertThat(owner.get("/api/services", "X-Blackfish-Token", server.token())
                        .statusCode())
                .isEqualTo(200);
        assertThat(portal.accessLog()).contains("/api/services").doesNotContain(server.token());
    }

    @Test
    void whoComesPastThePortalWithAForgedNameOrAStolenCookieIsRefused() {
        RawHttp raw = new RawHttp(server.port());
        String forged = "X-Forwarded-User: " + Portal.OWNER;
        String inside = server.basePath();
        assertThat(raw.ask("GET", inside + "/api/services", "", forged).status())
                .isEqualTo(401);
        assertThat(raw.ask("GET", inside + "/services.xhtml", "", forged).status())
                .isEqualTo(302);
        assertThat(raw.ask("GET", inside + "/services.xhtml", "").text()).contains("through the portal only");
        Visitor owner = Visitor.of(portal, server, Portal.OWNER);
        String cookie = "Cookie: "
                + owner.signIn(server.token())
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow()
                        .split(";")[0];
        assertThat(raw.ask("GET", inside + "/api/services", "", cookie, forged).status())
                .isEqualTo(200);
        assertThat(raw.ask("GET", inside + "/api/services", "", cookie).text())
                .contains("Pages are open through the portal only");
        assertThat(raw.ask("GET", inside + "/api/services", "", cookie, forged, "X-Forwarded-User: eve")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aChangeFromAPageOfAnotherSiteIsRefused() {
        Visitor owner = Visitor.of(portal, server, Portal.OWNER);
        owner.signIn(server.token());
        for (String origin : List.of("https://evil.example", "http://127.0.0.1:" + server.port(), "null")) {
            HttpResponse<String> answer = owner.post("/logout", "csrf=x", "Origin", origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(answer.body()).contains("another site");
        }
        assertThat(owner.post("/logout", "csrf=x", "Origin", portal.origin()).body())
                .contains("X-CSRF-Token is missing or wrong");
    }

    @Test
    void silentStreamsOutliveAPortalThatCutsSilence() throws Exception {
        try (Portal impatient = Portal.start("timeout=5")) {
            Visitor owner = Visitor.of(impatient, server, Portal.OWNER);
            owner.signIn(server.token());
            assertThat(owner.listen("/api/events", 12)).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void programsOnTheNodeNeedNoPrefixAndAreJudgedByTheSameRules() {
        RawHttp raw = new RawHttp(server.port());
        String bearer = "Authorization: Bearer " + server.token();
        RawHttp.Answer list = raw.ask("GET", "/api/services", "", bearer);
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text()).contains("[]");
        assertThat(raw.ask("GET", "/api/services", "").status()).isEqualTo(401);
        assertThat(raw.ask("GET", "/api/services", "", "X-Forwarded-User: eve", bearer)
                        .status())
                .isEqualTo(403);
        assertThat(raw.ask("GET", "/api;a/services", "", bearer).status()).isGreaterThanOrEqualTo(400);
        for (String own : List.of("/openapi", "/metrics", "/health")) {
            assertThat(raw.ask("GET", own, "", bearer).status())
                    .as("Payara's own %s", own)
                    .isIn(403, 404);
        }
        for (String path : List.of("/", "/services.xhtml", "/sign-in.xhtml", "/session", "/x")) {
            RawHttp.Answer answer = raw.ask("GET", path, "", bearer);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.text()).contains("problem+json", "pages are below " + server.basePath() + "/");
        }
    }

    @Test
    void pythonAtTheRootPostsReadsAndListens() {
        String said = Testbed.run(
                "python3",
                "-c",
                """
                import http.client, json, sys
                host, file = sys.argv[1], sys.argv[2]
                auth = {"Authorization": "Bearer " + open(file).read().strip()}
                def ask(method, path, body=None, more={}):
                    connection = http.client.HTTPConnection(host, timeout=30)
                    connection.request(method, path, body, {**auth, **more})
                    return connection.getresponse()
                made = ask("POST", "/api/tokens", json.dumps({"name": "py", "scopes": ["read"]}), {"Content-Type": "application/json"})
                print(made.status, json.loads(made.read())["name"])
                def pieces():
                    yield b'{"name": "chunked", '
                    yield b'"scopes": ["read"]}'
                print(ask("POST", "/api/tokens", pieces(), {"Content-Type": "application/json"}).status)
                events = ask("GET", "/api/events")
                print(events.status, events.getheader("Content-Type"), events.readline().decode().strip())
                """,
                "127.0.0.1:" + server.port(),
                server.home().resolve("auth_token").toString());
        assertThat(said.lines().toList()).containsExactly("201 py", "201", "200 text/event-stream : still here");
    }

    @Test
    void aWrongTimeStopsTheStartWithASentence() {
        try (Server late = Server.startUnawaited(Map.of("BLACKFISH_SESSION_ENDS_AT", "tomorrow"))) {
            Testbed.await("the launcher says why", () -> late.launcherSays().contains("BLACKFISH_SESSION_ENDS_AT"));
            assertThat(late.launcherSays())
                    .contains("BLACKFISH_SESSION_ENDS_AT is \"tomorrow\"; give a time in whole seconds since 1970");
        }
    }

    private static String location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).toString();
    }
}
