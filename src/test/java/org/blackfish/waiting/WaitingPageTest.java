package org.blackfish.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.database.LeaseWait;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingPageTest {
    private static final Secret TOKEN = Secret.generate();

    @TempDir
    Path home = Path.of("unset");

    private WaitingPage page = new WaitingPage(Settings.from(Map.of()), false);

    @BeforeEach
    void aServerElsewhereHoldsTheHome() throws IOException {
        Files.writeString(home.resolve("auth_token"), TOKEN.value() + "\n");
        page = new WaitingPage(Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString())), false);
    }

    @Test
    void theRightTokenIsTakenAfterAnyNumberOfWrongOnes() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("guess" + i).body()).contains("This is not the token of the server that holds the data.");
        }
        Answer eleventh = signIn("guess");
        assertThat(eleventh.status()).isEqualTo(429);
        assertThat(eleventh.body()).contains("Too many wrong tokens; wait a minute and try again.");
        assertThat(eleventh.headers()).containsEntry("Retry-After", "60");
        for (int i = 0; i < 200; i++) {
            assertThat(signIn("guess" + i).status()).isEqualTo(429);
        }
        assertThat(signIn(TOKEN.value()).status()).isEqualTo(303);
    }

    @Test
    void aTokenThatWentWithItsServerIsNotCalledWrong() throws IOException {
        Files.delete(home.resolve("auth_token"));
        for (int i = 0; i < 20; i++) {
            assertThat(signIn(TOKEN.value()).body())
                    .contains("The server that held the data has ended, and its token with it.")
                    .doesNotContain("This is not the token", "Too many");
        }
    }

    @Test
    void aTokenThatCannotBeReadIsNeitherGoneNorWrong() throws IOException {
        Path file = home.resolve("auth_token");
        Files.delete(file);
        // Nobody can read that, not even root.
        Files.createSymbolicLink(file, file);
        assertThat(signIn(TOKEN.value()).body())
                .contains(
                        "The token in " + file + " cannot be read (",
                        "look whether your home folder is there and the file is yours, and try again.")
                .doesNotContain("has ended", "This is not the token", "(null)");
        Asked ready = new Asked("GET", "/api/ready", "nonce=n1", Map.of(), "");
        assertThat(page.answer(ready).body()).contains("cannot be read (").doesNotContain("No server has");
        Files.delete(file);
        assertThat(page.answer(ready).body()).contains("No server has a token now.");
    }

    @Test
    void aSessionThatWaitsIsNotReadyButProvesThatItKnowsTheToken() {
        Answer answer = page.answer(new Asked("GET", "/api/ready", "nonce=n1", Map.of(), ""));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        assertThat(answer.body())
                .isEqualTo("{\"ready\":false,\"waiting\":true,\"proof\":\"" + TOKEN.proof("n1") + "\"}");
    }

    @Test
    void aSessionBelowThePortalOrOnThisMachineIsALink() {
        assertThat(factsOf("/node/c1/4711/", Optional.of("/node/c1/4711/")))
                .contains("<a href=\"/node/c1/4711/\">Open that session</a>");
    }

    @Test
    void aSessionThatOnlyItsOwnMachineReachesIsNoLink() {
        assertThat(factsOf("http://localhost:4711/", Optional.empty()))
                .contains("That session is reached from c1 only: open http://localhost:4711/ there.")
                .doesNotContain("href", "Open that session");
    }

    @Test
    void anOpenPageKeepsUpWithTheWaitByAScriptThatItsPolicyKnows() throws NoSuchAlgorithmException {
        hold("/node/c1/4711/", Optional.of("/node/c1/4711/"));
        Answer held = signedIn();
        page.starts();
        Answer starts = signedIn();
        assertThat(starts.body()).contains("This page reloads itself.");
        for (Answer answer : List.of(held, starts)) {
            Matcher script = Pattern.compile("<main data-waits>.*</main><script>(.*)</script></body>", Pattern.DOTALL)
                    .matcher(answer.body());
            assertThat(script.find()).isTrue();
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(answer.headers().get("Content-Security-Policy"))
                    .contains(
                            "script-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'; connect-src 'self'");
            assertThat(answer.body()).contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
            // A browser would follow it into the portal's error page and stay there.
            assertThat(answer.headers()).doesNotContainKey("Refresh");
        }
        assertThat(signIn("guess").body()).doesNotContain("data-waits", "<script>");
    }

    @Test
    void aPercentSignThatStandsAloneIsRefusedInASentence() {
        for (Asked asked : List.of(
                new Asked("POST", "/session", null, Map.of("host", "localhost:8000"), "token=50%"),
                new Asked("POST", "/session", null, Map.of("host", "localhost:8000"), "token=%zz"),
                new Asked("GET", "/api/ready", "nonce=%-1", Map.of(), ""))) {
            Answer answer = page.answer(asked);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("holds a % that two hexadecimal digits must follow");
        }
        assertThat(page.answer(new Asked("GET", "/api/ready", "nonce=%6e1", Map.of(), ""))
                        .body())
                .contains(TOKEN.proof("n1"));
    }

    @Test
    void requestsThatStopHalfwayKeepNobodyWaiting() throws IOException {
        int port = freePort();
        PageServer server = PageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), page);
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                half.add(send(port, "POST /session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nto"));
            }
            try (Socket whole = send(port, "GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
                byte[] start = whole.getInputStream().readNBytes(15);
                assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
            }
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
            server.stop();
        }
    }

    private Answer signIn(String token) {
        return page.answer(new Asked("POST", "/session", null, Map.of("host", "localhost:8000"), "token=" + token));
    }

    private String factsOf(String address, Optional<String> link) {
        hold(address, link);
        return signedIn().body();
    }

    private void hold(String address, Optional<String> link) {
        page.show(new LeaseWait.Look.Held(
                "the Blackfish server on c1", "c1", address, link, Duration.ZERO, Duration.ofSeconds(90)));
    }

    private Answer signedIn() {
        String cookie = signIn(TOKEN.value()).headers().get("Set-Cookie");
        return page.answer(new Asked(
                "GET", "/", null, Map.of("cookie", String.valueOf(cookie).split(";")[0]), ""));
    }

    private static Socket send(int port, String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
