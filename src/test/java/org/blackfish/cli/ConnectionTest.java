package org.blackfish.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when the server is down, another one, too old, started anew, or breaks off. */
class ConnectionTest {
    private static final String LIST = "GET /api/services?refresh=true&include=live";

    @TempDir
    Path home;

    @Test
    void withoutAServerItSaysHowToStartOne() {
        Typed typed = Typed.in(home, "ls");
        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err())
                .contains("No Blackfish of yours is running", "\"blackfish start\"")
                .hasLineCount(1);
    }

    @Test
    void aServerThatEndedWithoutCleaningUpIsSaidToBeGone() {
        StandInServer server = new StandInServer();
        server.publish(home);
        server.close();
        Typed typed = Typed.in(home, "ls");
        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err())
                .isEqualTo("blackfish: Nobody answers at http://127.0.0.1:" + server.port()
                        + "/. It has ended, or listens elsewhere; start one with \"blackfish start\".\n");
    }

    @Test
    void aServerOnAnotherMachineIsNamed() throws IOException {
        Files.writeString(home.resolve("auth_token"), "t\n");
        Files.writeString(home.resolve("server.json"), "{\"port\":9,\"base_path\":\"\",\"machine\":\"localhost\"}");
        assertThat(Typed.in(home, "ls").err()).contains("It said that it runs on localhost; try there.");
    }

    @Test
    void aTokenIsNotSentToWhoeverDoesNotKnowIt() throws IOException {
        try (StandInServer server = new StandInServer().knowing("another")) {
            server.publish(home);
            Files.writeString(home.resolve("auth_token"), "mine\n");
            Typed typed = Typed.in(home, "ls");
            assertThat(typed.code()).isEqualTo(4);
            assertThat(typed.err()).contains("does not know the token in", "so no token was sent");
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void aPersonalTokenIsNotSentToWhoeverMayHaveThePort() throws IOException {
        try (StandInServer server = new StandInServer().knowing("personal")) {
            Map<String, String> environment =
                    Map.of("BLACKFISH_PORT", String.valueOf(server.port()), "BLACKFISH_AUTH_TOKEN", "personal");
            Typed unproven = Typed.in(home, environment, "", Terminal.NONE, "ls");
            assertThat(unproven.code()).isEqualTo(3);
            assertThat(unproven.err())
                    .isEqualTo("blackfish: Nothing proves that the server at http://127.0.0.1:" + server.port()
                            + "/ is yours, for there is no token in " + home
                            + "/auth_token, so BLACKFISH_AUTH_TOKEN was"
                            + " not sent; set BLACKFISH_URL to the address that it is for.\n");
            Files.writeString(home.resolve("auth_token"), "mine\n");
            Typed stranger = Typed.in(home, environment, "", Terminal.NONE, "ls");
            assertThat(stranger.code()).isEqualTo(4);
            assertThat(stranger.err())
                    .contains("so no token was sent", "or set BLACKFISH_URL to the address that BLACKFISH_AUTH_TOKEN");
            assertThat(server.seen()).isEmpty();
            Files.writeString(home.resolve("auth_token"), "personal\n");
            server.on(LIST, 200, "[]");
            assertThat(Typed.in(home, environment, "", Terminal.NONE, "ls").code())
                    .isZero();
        }
    }

    @Test
    void aMachineThatWasNotReachedIsNoAnswerAndARefusalBehindTheServerIsARefusal() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on(LIST, 502, "{'detail':'The host is away.'}", Map.of("Retry-After", "5"));
            Typed away = Typed.in(home, "ls");
            assertThat(away.code()).isEqualTo(3);
            assertThat(away.err()).isEqualTo("blackfish: The host is away.\n");
            server.on(LIST, 502, "{'detail':'sbatch refused.'}");
            assertThat(Typed.in(home, "ls").code()).isEqualTo(1);
            server.on(LIST, 502, "<html>");
            assertThat(Typed.in(home, "ls").code()).isEqualTo(3);
        }
    }

    @Test
    void aPersonalTokenThatExpiredIsTold() {
        try (StandInServer server = new StandInServer()) {
            Map<String, String> environment =
                    Map.of("BLACKFISH_URL", "http://127.0.0.1:" + server.port(), "BLACKFISH_AUTH_TOKEN", "old");
            Typed typed = Typed.in(home, environment, "", Terminal.NONE, "ls");
            assertThat(typed.code()).isEqualTo(4);
            assertThat(typed.err()).contains("refused the token in BLACKFISH_AUTH_TOKEN");
            server.on(LIST, 200, "[]").knowing("old");
            assertThat(Typed.in(home, environment, "", Terminal.NONE, "ls").code())
                    .isZero();
        }
    }

    @Test
    void whatLiesInTheHomeDoesNotMatterWhenAddressAndTokenAreGiven() throws IOException {
        try (StandInServer server = new StandInServer().knowing("personal")) {
            server.on(LIST, 200, "[]");
            Map<String, String> environment =
                    Map.of("BLACKFISH_URL", "http://127.0.0.1:" + server.port(), "BLACKFISH_AUTH_TOKEN", "personal");
            for (byte[] broken :
                    new byte[][] {{'s', 0}, {(byte) 0xff, (byte) 0xfe}, "s3cr\u00e9t".getBytes(UTF_8), {}}) {
                Files.write(home.resolve("auth_token"), broken);
                Typed typed = Typed.in(home, environment, "", Terminal.NONE, "ls");
                assertThat(typed.code()).as(typed.err()).isZero();
            }
        }
    }

    @Test
    void aServerThatIsTooOldIsSaidToBe() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            Typed typed = Typed.in(home, "ls");
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err()).contains("is too old for this command", "GET api/services was answered with 404");
        }
    }

    @Test
    void whatComesWithALaterVersionIsToldInTheServersWords() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on(LIST, 501, "{'detail':'This comes with a later version.'}");
            assertThat(Typed.in(home, "ls").err()).isEqualTo("blackfish: This comes with a later version.\n");
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsNotShown() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on(LIST, 200, "<html>");
            assertThat(Typed.in(home, "ls").err())
                    .contains("is not what this command expects")
                    .doesNotContain("<html>");
            server.on(LIST, 500, "<html>");
            assertThat(Typed.in(home, "ls").err())
                    .contains("was answered with 500")
                    .hasLineCount(1);
        }
    }

    @Test
    void thePageOfAPortalIsNoGoodAnswer() {
        try (StandInServer server = new StandInServer()) {
            server.publish(home);
            server.on("DELETE /api/services/prune", 302, "", Map.of("Location", "/sign-in"));
            Typed typed = Typed.in(home, "prune", "--yes");
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err()).contains("DELETE api/services/prune was answered with 302");
            assertThat(typed.out()).isEmpty();
        }
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsWrongInputAndIsNotTold() throws IOException {
        try (StandInServer server = new StandInServer()) {
            String url = "http://127.0.0.1:" + server.port();
            server.on(LIST, 200, "[]").knowing("s3cret");
            for (String token :
                    List.of("s3cret\ns3cond", "s3cret\u0000", "s3cret\u00e9", "s3cret\r\nX-Other: s3cond")) {
                Typed typed = Typed.in(
                        home, Map.of("BLACKFISH_URL", url, "BLACKFISH_AUTH_TOKEN", token), "", Terminal.NONE, "ls");
                assertThat(typed.code()).isEqualTo(2);
                assertThat(typed.err())
                        .isEqualTo("blackfish: The token in BLACKFISH_AUTH_TOKEN cannot be sent: it has more than one"
                                + " line, or characters that no token has; put it there as the server gave it.\n");
            }
            assertThat(server.seen()).isEmpty();
            assertThat(Typed.in(
                                    home,
                                    Map.of("BLACKFISH_URL", url, "BLACKFISH_AUTH_TOKEN", " s3cret\n"),
                                    "",
                                    Terminal.NONE,
                                    "ls")
                            .code())
                    .isZero();
            Files.writeString(home.resolve("auth_token"), "s3cret\u0007\n");
            assertThat(Typed.in(home, "ls").err())
                    .startsWith("blackfish: The token in " + home.resolve("auth_token") + " cannot be sent:")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void whatShouldNotHaveHappenedIsToldWithItsPlaceAndNotWithWhatItSays() {
        StringWriter err = new StringWriter();
        World world = new World(
                Map.of("BLACKFISH_HOME_DIR", "/home/\u0000s3cret"),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                Terminal.NONE,
                Clock.systemUTC());
        assertThat(Blackfish.execute(world, "ls")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("blackfish: This should not have happened (InvalidPathException in org.blackfish.cli.")
                .endsWith("); please report it.\n")
                .doesNotContain("s3cret");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String url : new String[] {"nowhere", "ftp://x", "http://[", "http://h:99999"}) {
            Typed typed =
                    Typed.in(home, Map.of("BLACKFISH_URL", url, "BLACKFISH_AUTH_TOKEN", "t"), "", Terminal.NONE, "ls");
            assertThat(typed.code()).as(url).isEqualTo(2);
            assertThat(typed.err()).contains("which is no address");
        }
    }

    @Test
    void aConnectionThatBreaksIsTriedAgainWhereThatIsSafe() throws IOException {
        assertThat(attempts("ls")).isEqualTo(3);
        assertThat(attempts("stop", "6f0f3c1e-2f7e-4d0e-9a2e-0d1c2b3a4f55")).isEqualTo(3);
        assertThat(attempts("run", "org/m")).isEqualTo(3);
        assertThat(attempts("prune", "--yes")).isEqualTo(1);
    }

    /** How many connections a server got that closes each in the middle of its answer. */
    private int attempts(String... arguments) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try (Socket connection = socket.accept()) {
                        count.incrementAndGet();
                        connection.getInputStream().read(new byte[8192]);
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n["
                                        .getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            Map<String, String> environment =
                    Map.of("BLACKFISH_URL", "http://127.0.0.1:" + socket.getLocalPort(), "BLACKFISH_AUTH_TOKEN", "t");
            Typed typed = Typed.in(home, environment, "", Terminal.NONE, arguments);
            assertThat(typed.code()).isEqualTo(3);
            assertThat(typed.err())
                    .contains("broke before the answer was complete")
                    .hasLineCount(1);
        }
        return count.get();
    }
}
