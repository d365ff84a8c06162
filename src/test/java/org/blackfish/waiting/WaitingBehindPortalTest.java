package org.blackfish.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.database.LeaseWait;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a second session below a portal's prefix. */
class WaitingBehindPortalTest {
    private static final String BASE = "/node/c2.example.edu/4712";
    private static final String TOKEN = "t".repeat(43);
    private static final Map<String, String> BY_PORTAL = Map.of("x-forwarded-user", "ada");
    private static final LeaseWait.Look.Held HELD = new LeaseWait.Look.Held(
            "the Blackfish server on c1.example.edu",
            "c1.example.edu",
            "/node/c1.example.edu/4711/",
            Optional.of("/node/c1.example.edu/4711/"),
            Duration.ofSeconds(3),
            Duration.ofSeconds(90));

    @TempDir
    private Path home;

    private WaitingPage page = new WaitingPage(Settings.from(Map.of()), false);

    @BeforeEach
    void waitBehindAPortal() throws IOException {
        Files.writeString(home.resolve("auth_token"), TOKEN + "\n");
        page = new WaitingPage(
                Settings.from(Map.of(
                        "BLACKFISH_HOME_DIR", home.toString(),
                        "BLACKFISH_BASE_PATH", BASE,
                        "BLACKFISH_PORT", "4712",
                        "BLACKFISH_OOD", "true",
                        "BLACKFISH_PORTAL_USER", "ada")),
                false);
        page.show(HELD);
    }

    @Test
    void theOwnerSeesWhoHoldsTheDataAndIsLedThereByAPathOfThePortal() {
        Map<String, String> signedIn = signedIn(BY_PORTAL);
        Answer facts = ask("GET", "/", signedIn, "");
        assertThat(facts.body())
                .contains("the Blackfish server on c1.example.edu", "href=\"/node/c1.example.edu/4711/\"")
                .contains("action=\"" + BASE + "/take-over\"")
                .doesNotContain("action=\"/take-over\"", "href=\"http");
        Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(facts.body());
        assertThat(csrf.find()).isTrue();
        Answer asked = ask("POST", "/take-over", signedIn, "csrf=" + csrf.group(1));
        assertThat(asked.headers()).containsEntry("Location", BASE + "/");
        assertThat(page.isAsking()).isTrue();
    }

    @Test
    void theCookieIsSecureWhereThePortalSpeaksTls() {
        assertThat(signIn(BY_PORTAL).headers().get("Set-Cookie"))
                .matches("blackfish_waiting_4712_[0-9a-f]{8}=.*; Path=" + BASE + "/; HttpOnly; SameSite=Strict");
        Map<String, String> tls = Map.of("x-forwarded-user", "ada", "x-forwarded-proto", "https");
        assertThat(signIn(tls).headers().get("Set-Cookie")).endsWith("; Secure");
    }

    @Test
    void whoeverThePortalDoesNotVouchForSeesNothingEvenWithTheToken() {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("x-forwarded-user", "bob"))) {
            for (Answer answer : List.of(ask("GET", "/", headers, ""), signIn(headers))) {
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body())
                        .contains("href=\"/pun/sys/dashboard/batch_connect/sessions\"")
                        .doesNotContain("c1.example.edu", "<form");
            }
        }
        assertThat(ask("GET", "/", Map.of("x-forwarded-user", "<b>"), "").body())
                .doesNotContain("<b>");
        assertThat(ask("GET", "/api/live", Map.of(), "").status()).isEqualTo(200);
        assertThat(ask("GET", "/api/services", Map.of(), "").status()).isEqualTo(503);
    }

    @Test
    void aFormOfAnotherSiteIsRefusedByThePortalsName() {
        Map<String, String> foreign = new HashMap<>(BY_PORTAL);
        foreign.put("x-forwarded-host", "ood.example.edu");
        foreign.put("host", "c2.example.edu:4712");
        foreign.put("origin", "http://c2.example.edu:4712");
        assertThat(signIn(foreign).status()).isEqualTo(403);
        foreign.put("origin", "https://ood.example.edu");
        assertThat(signIn(foreign).status()).isEqualTo(303);
    }

    private Answer signIn(Map<String, String> headers) {
        return ask("POST", "/session", headers, "token=" + TOKEN);
    }

    private Map<String, String> signedIn(Map<String, String> headers) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(
                "cookie",
                String.valueOf(signIn(headers).headers().get("Set-Cookie")).split(";")[0]);
        return more;
    }

    private Answer ask(String method, String path, Map<String, String> headers, String form) {
        return page.answer(new Asked(method, BASE + path, null, headers, form));
    }
}
