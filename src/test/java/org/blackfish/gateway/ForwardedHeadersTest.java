package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.Test;

class ForwardedHeadersTest {
    private static final Secret KEY = new Secret("the-key");

    @Test
    void theCallersCredentialsAreReplacedByTheServicesKey() {
        assertThat(toEngine(
                        "vllm",
                        "Authorization: Bearer session-token",
                        "COOKIE: a=b",
                        "X-Blackfish-Token: session-token",
                        "X-CSRF-Token: c",
                        "X-Api-Key: k",
                        "Proxy-Authorization: p",
                        "Token: t",
                        "Accept: */*"))
                .containsExactly("Accept: */*", "Authorization: Bearer the-key");
    }

    @Test
    void whatThePortalSaysAboutTheCallerStaysHere() {
        assertThat(toEngine(
                        "vllm", "X-Forwarded-User: shamu", "X-Forwarded-For: 10.0.0.1", "Forwarded: for=x", "Via: y"))
                .containsExactly("Authorization: Bearer the-key");
    }

    @Test
    void aSpeechEngineGetsItsKeyInItsOwnHeader() {
        assertThat(toEngine("speech-recognition", "Authorization: Bearer session-token"))
                .containsExactly("Token: the-key");
    }

    @Test
    void hopByHopHeadersAndThoseThatConnectionNamesAreDropped() {
        assertThat(toEngine(
                        "vllm",
                        "Connection: keep-alive, X-Private",
                        "Keep-Alive: timeout=5",
                        "X-Private: 1",
                        "TE: trailers",
                        "Transfer-Encoding: chunked",
                        "Upgrade: h2c",
                        "X-Kept: 2"))
                .containsExactly("X-Kept: 2", "Authorization: Bearer the-key");
    }

    @Test
    void anEngineCannotSpeakForOurOrigin() {
        assertThat(text(ForwardedHeaders.toCaller(headers(
                        "Set-Cookie: blackfish_8000=stolen",
                        "Access-Control-Allow-Origin: *",
                        "WWW-Authenticate: Basic",
                        "Location: http://node1:8080/",
                        "Connection: close",
                        "Content-Type: text/html",
                        "X-Request-Id: 7"))))
                .containsExactly(
                        "Content-Type: text/html",
                        "X-Request-Id: 7",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: default-src 'none'; sandbox");
    }

    private static List<String> toEngine(String engine, String... lines) {
        return text(ForwardedHeaders.toEngine(headers(lines), engine, KEY));
    }

    private static List<Header> headers(String... lines) {
        List<Header> headers = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            headers.add(new BasicHeader(line.substring(0, colon), line.substring(colon + 2)));
        }
        return headers;
    }

    private static List<String> text(List<Header> headers) {
        return headers.stream()
                .map(header -> header.getName() + ": " + header.getValue())
                .toList();
    }
}
