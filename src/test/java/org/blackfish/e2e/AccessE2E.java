package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        reader = token("reader", "read", null).getString("secret");
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
    void anExpiredTokenOpensNothing() {
        String expiring =
                token("expiring", "admin", Instant.now().plusSeconds(2)).getString("secret");
        assertThat(status(expiring)).isEqualTo(200);
        Testbed.await("the token has expired", () -> status(expiring) != 200);
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "", "Authorization: Bearer " + expiring);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("Sign in, or send the token");
    }

    @Test
    void aRevokedTokenOpensNothing() {
        JsonObject issued = token("revoked", "admin", null);
        String revoked = issued.getString("secret");
        assertThat(status(revoked)).isEqualTo(200);
        assertThat(server.delete("/api/tokens/" + issued.getString("id")).statusCode())
                .isEqualTo(204);
        RawHttp.Answer answer = raw.ask("GET", "/api/services", "", "Authorization: Bearer " + revoked);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("Sign in, or send the token");
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
            if (!isContainersOwn(method, answer)) {
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

    /** Payara answers a HEAD of an address that it cannot read with 200 and nothing, before any of our code sees it. */
    private static boolean isContainersOwn(String method, RawHttp.Answer answer) {
        return method.equals("HEAD")
                && answer.text().contains("Content-Length: 0")
                && !answer.text().contains("X-Content-Type-Options");
    }

    private static String reader() {
        return "Authorization: Bearer " + reader;
    }

    private static int status(String token) {
        return raw.ask("GET", "/api/services", "", "Authorization: Bearer " + token)
                .status();
    }

    private static JsonObject token(String name, String scope, @Nullable Instant expiry) {
        var asked = Json.createObjectBuilder()
                .add("name", name)
                .add("scopes", Json.createArrayBuilder().add(scope));
        if (expiry != null) {
            asked.add("expires_at", expiry.toString());
        }
        HttpResponse<String> answer = server.post("/api/tokens", asked.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Server.parse(answer.body()).asJsonObject();
    }
}
