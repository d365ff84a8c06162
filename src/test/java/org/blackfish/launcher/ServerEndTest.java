package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code blackfish-server} says and leaves when its server ends by itself. */
class ServerEndTest {
    /** A server that answers with its proof until the launcher believes it, and then ends as its first argument says. */
    private static final String SERVER = """
            import hashlib, hmac, http.server, os, pathlib, sys, urllib.parse
            home = pathlib.Path(os.environ["BLACKFISH_HOME_DIR"])
            (home / "auth_token").write_text("t" * 43)
            class Ready(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    nonce = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["nonce"][0]
                    proof = hmac.new(b"t" * 43, nonce.encode(), hashlib.sha256).hexdigest()
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(('{"ready":true,"proof":"%s"}' % proof).encode())
                def log_message(self, *_):
                    pass
            standing = home.parent / "standing"
            server = http.server.HTTPServer(("127.0.0.1", int(os.environ["BLACKFISH_PORT"])), Ready)
            server.timeout = 0.1
            while not standing.exists() or standing.read_text() != "ready\\n":
                server.handle_request()
            exec(sys.argv[1])
            """;

    @TempDir
    private Path folder;

    private PlayedServer played = new PlayedServer(Path.of("unset"));

    @BeforeEach
    void aServer() throws IOException {
        played = PlayedServer.in(folder);
        Files.writeString(folder.resolve("server.py"), SERVER);
    }

    /** The launcher of a server whose last act is a line of Python. */
    private Bash ended(String act) throws IOException {
        played.java("exec python3 '" + folder.resolve("server.py") + "' '" + act + "' \"$@\"");
        return played.run(PlayedServer.freePort());
    }

    @Test
    void aServerThatIsKilledIsToldSoAndLeavesNothingButItsToken() throws IOException {
        Bash ended = ended("os.kill(os.getpid(), 9)");
        assertThat(ended.said())
                .contains("blackfish-server: the server was killed from outside, as the system does where memory runs"
                        + " out; start it again, and look into " + folder.resolve("home/logs/server.log"));
        assertThat(ended.status()).isEqualTo(137);
        // Who waits for its data on another machine signs in with it.
        assertThat(folder.resolve("home/auth_token")).exists();
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    @Test
    void aServerWithoutMemoryIsToldSoAndIsNotTakenForOneWhoseDataAnotherServerHolds() throws IOException {
        Bash ended = ended("os._exit(3)");
        assertThat(ended.said()).contains("blackfish-server: the server ran out of memory; start it again, and look");
        assertThat(ended.status()).isEqualTo(4);
    }

    @Test
    void aServerThatEndsWhileItStartsIsToldHow() throws IOException {
        String log = "while it started; start it again, and look into " + folder.resolve("home/logs/server.log");
        for (String[] end : new String[][] {
            {"kill -KILL $$", "was killed from outside, as the system does where memory runs out"},
            {"exit 3", "ran out of memory"},
            {"exit 1", "ended with status 1"}
        }) {
            played.java(end[0]);
            Bash ended = played.run(PlayedServer.freePort());
            assertThat(ended.said()).contains("blackfish-server: the server " + end[1] + " " + log);
            assertThat(ended.status()).isEqualTo(1);
        }
    }

    @Test
    void aServerWhoseLauncherHasNoRoomForAWordGoesOn() throws IOException {
        played.java("exec python3 '" + folder.resolve("server.py") + "' 'os._exit(75)' \"$@\"");
        assertThat(played.run(PlayedServer.freePort(), "/dev/full").status()).isEqualTo(75);
        assertThat(folder.resolve("standing")).hasContent("ready\n");
    }

    @Test
    void anyOtherEndIsToldWithItsStatus() throws IOException {
        assertThat(ended("os._exit(1)").said()).contains("the server ended with status 1;");
        assertThat(ended("os.kill(os.getpid(), 6)").said()).contains("the server was ended by signal 6;");
    }

    @Test
    void whoLeavesAWordIsNotSpokenFor() throws IOException {
        Bash ended = ended("pathlib.Path([a for a in sys.argv if a.startswith(\"-Djava.io.tmpdir=\")][0][17:] +"
                + " \"/end-problem\").write_text(\"Stopped, because it was asked.\"); os._exit(75)");
        assertThat(ended.said())
                .contains("blackfish-server: Stopped, because it was asked.")
                .doesNotContain("status 75");
        assertThat(ended.status()).isEqualTo(75);
    }
}
