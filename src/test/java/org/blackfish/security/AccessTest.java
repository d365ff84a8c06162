package org.blackfish.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Access.Caller NOBODY = new Access.Caller.Nobody();

    /** Without a portal, where only the caller counts. */
    private static Access.Answer decide(String method, String path, Access.Caller caller) {
        return Access.decide(method, path, caller, Access.Portal.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/services", "/v1/models", "/services/1/v1/models", "/proxy/8080/x", "/api"})
    void aProgramWithoutATokenIsToldSo(String path) {
        assertThat(decide("GET", path, NOBODY)).isEqualTo(Access.Answer.UNAUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/services.xhtml", "/chat.xhtml", "/openapi", "/metrics", "/health", "/apiary"})
    void aPersonWithoutASessionIsSentToSignIn(String path) {
        assertThat(decide("GET", path, NOBODY)).isEqualTo(Access.Answer.SIGN_IN);
    }

    @Test
    void onlySignInItsStylesAndTheLaunchersQuestionsAreOpen() {
        assertThat(decide("GET", "/sign-in.xhtml", NOBODY)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("POST", "/session", NOBODY)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("GET", "/api/ready", NOBODY)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("POST", "/api/ready", NOBODY)).isEqualTo(Access.Answer.UNAUTHORIZED);
        assertThat(decide("GET", "/jakarta.faces.resource/app.css.xhtml", NOBODY))
                .isEqualTo(Access.Answer.ENTER);
        assertThat(decide("POST", "/jakarta.faces.resource/app.css.xhtml", NOBODY))
                .isEqualTo(Access.Answer.SIGN_IN);
    }

    @Test
    void aStateChangeFromABrowserProvesItsOriginAndItsToken() {
        assertThat(decide("PUT", "/api/services/1/stop", new Access.Caller.Browser(false, true)))
                .isEqualTo(Access.Answer.FOREIGN_ORIGIN);
        assertThat(decide("PUT", "/api/services/1/stop", new Access.Caller.Browser(true, false)))
                .isEqualTo(Access.Answer.CSRF_MISSING);
        assertThat(decide("PUT", "/api/services/1/stop", new Access.Caller.Browser(true, true)))
                .isEqualTo(Access.Answer.ENTER);
        assertThat(decide("POST", "/services.xhtml", new Access.Caller.Browser(false, false)))
                .isEqualTo(Access.Answer.FOREIGN_ORIGIN);
        assertThat(decide("POST", "/logout", new Access.Caller.Browser(true, false)))
                .isEqualTo(Access.Answer.CSRF_MISSING);
    }

    @Test
    void aTokenDoesWhatItsScopeCovers() {
        Access.Caller reader = new Access.Caller.Token(Scope.READ);
        assertThat(decide("GET", "/api/services", reader)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("POST", "/api/services", reader)).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("GET", "/api/services/1/key", reader)).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("POST", "/v1/chat/completions", new Access.Caller.Token(Scope.USE)))
                .isEqualTo(Access.Answer.ENTER);
        assertThat(decide("GET", "/api/tokens", new Access.Caller.Token(Scope.MANAGE)))
                .isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
    }

    @Test
    void theNameOfAServiceLowersNoScopeAndSavesNoToken() {
        Access.Caller user = new Access.Caller.Token(Scope.USE);
        assertThat(decide("GET", "/api/services/1/key", user)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("HEAD", "/api/services/1/key", user)).isEqualTo(Access.Answer.ENTER);
        assertThat(decide("PUT", "/api/services/1/key", user)).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("PUT", "/api/services/ensure/key", user)).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("DELETE", "/api/services/orphans/key", user)).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("PUT", "/api/services/ensure/a.xhtml", new Access.Caller.Browser(true, false)))
                .isEqualTo(Access.Answer.CSRF_MISSING);
        assertThat(decide("POST", "/launch.xhtml", new Access.Caller.Browser(true, false)))
                .isEqualTo(Access.Answer.ENTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/services/1/key", "/api/services/1/key/", "/api/services/1/key;x", "/api//services/1/key"})
    void noSpellingOfAPathNeedsLessThanAnother(String path) {
        assertThat(decide("GET", path, new Access.Caller.Token(Scope.READ))).isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/services/1;a/key",
                "/api/services;a/1/key",
                "/services.xhtml;jsessionid=1",
                "//api/tokens",
                "/api/x/../tokens",
                "/api/./tokens",
                "/api/x/..",
                "/api/x/%2e%2E/tokens",
                "/api/x/.%2e/tokens",
                "/api%2Ftokens",
                "/api%2ftokens",
                "/api/%5ctokens",
                "/api\\tokens",
                "/api/tokens%3B",
                "/api/%252e%252e/tokens",
                "/api/tokens%00"
            })
    void anAddressThatCanBeReadInTwoWaysIsNotPlain(String address) {
        assertThat(Access.isPlain("GET", address, "/api/x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/services/1/key",
                "/services/my.model-1/v1/chat/completions",
                "/node/c1.example.edu/4711/services.xhtml",
                "/jakarta.faces.resource/css/blackfish.css.xhtml",
                "/v1/models/a%20b",
                "/v1/models/..x"
            })
    void ordinaryAddressesArePlain(String address) {
        assertThat(Access.isPlain("GET", address, "/api/x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/services/", "/node/c1/4711/api/services/", "/api/services/prune/", "/api/models/"})
    void anEmptyIdIsNotAllThereAre(String address) {
        String path = address.replaceFirst("^/node/c1/4711", "");
        for (String method : List.of("DELETE", "PUT", "POST", "PATCH")) {
            assertThat(Access.isPlain(method, address, path)).as(method).isFalse();
        }
        assertThat(Access.isPlain("GET", address, path)).isTrue();
        assertThat(Access.isPlain("POST", "/v1/x/", "/v1/x/")).isTrue();
    }

    @Test
    void onlyAModelsNameMayHoldADisguisedSlash() {
        assertThat(Access.isPlain("GET", "/v1/models/org%2Fname", "/v1/models/org/name"))
                .isTrue();
        assertThat(Access.isPlain("GET", "/v1/models/org%2Fname;a", "/v1/models/org/name"))
                .isFalse();
    }

    @Test
    void aPageIsOpenToTheTokenThatMayDoEverythingOnly() {
        assertThat(decide("GET", "/launch.xhtml", new Access.Caller.Token(Scope.MANAGE)))
                .isEqualTo(Access.Answer.SCOPE_TOO_SMALL);
        assertThat(decide("GET", "/launch.xhtml", new Access.Caller.Token(Scope.ADMIN)))
                .isEqualTo(Access.Answer.ENTER);
    }

    @Test
    void anotherSiteIsRecognisedByWhatTheBrowserSays() {
        Set<String> ours = Set.of("ood.example.edu", "127.0.0.1:8000");
        assertThat(Access.isSameOrigin("same-origin", "https://evil.example", ours))
                .isTrue();
        assertThat(Access.isSameOrigin("cross-site", null, ours)).isFalse();
        assertThat(Access.isSameOrigin("same-site", null, ours)).isFalse();
        assertThat(Access.isSameOrigin(null, "https://ood.example.edu", ours)).isTrue();
        assertThat(Access.isSameOrigin(null, "https://evil.example", ours)).isFalse();
        assertThat(Access.isSameOrigin(null, "null", ours)).isFalse();
    }

    @Test
    void behindAPortalItsNameForUsCountsAndNotOurOwnOnTheNode() {
        Set<String> ours = Access.ourHosts("ood.example.edu:443, inner.example.edu", "c1.example.edu:4711");
        assertThat(Access.isSameOrigin(null, "https://ood.example.edu", ours)).isTrue();
        assertThat(Access.isSameOrigin(null, "https://inner.example.edu:443", ours))
                .isTrue();
        assertThat(Access.isSameOrigin(null, "http://c1.example.edu:4711", ours))
                .isFalse();
        assertThat(Access.isSameOrigin(
                        null, "http://c1.example.edu:4711", Access.ourHosts(null, "c1.example.edu:4711")))
                .isTrue();
        assertThat(Access.ourHosts(" ", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "//evil.example", "/\\evil.example", "/logout", "", "/a\nb"})
    void signInNeverLeadsToAnotherSite(String next) {
        assertThat(SignInServlet.safe(next)).isEqualTo("/");
    }

    @Test
    void signInLeadsBackToThePageAskedFor() {
        assertThat(SignInServlet.safe("/service.xhtml?id=1")).isEqualTo("/service.xhtml?id=1");
        assertThat(SignInServlet.safe(null)).isEqualTo("/");
    }

    @Test
    void elevenWrongTokensAMinuteAreTooMany() {
        long[] now = {0};
        SignInAttempts attempts = new SignInAttempts(() -> now[0]);
        for (int i = 0; i < 10; i++) {
            assertThat(attempts.mayTry()).isTrue();
            attempts.failed();
        }
        assertThat(attempts.mayTry()).isFalse();
        now[0] += 61_000_000_000L;
        assertThat(attempts.mayTry()).isTrue();
    }
}
