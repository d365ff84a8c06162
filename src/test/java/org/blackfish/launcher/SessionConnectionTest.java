package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the portal's card knows of a session that waited for the data of another one. */
class SessionConnectionTest {
    private static final String HOLDERS = "h".repeat(43);
    private static final String OURS = "o".repeat(43);

    /** A session whose follower looks often, and a way to wait for what it does. */
    private static final String FOLLOWING = """
            cd "$1"; session_staged=$PWD session_run_dir=$PWD session_home=$PWD site_scratch_dir=$PWD host=c1
            . "$2"
            holders=$3 ours=$4
            stand() { echo "$1" >standing; }
            token() { echo "$1" >auth_token; }
            sleep() { command sleep 0.02; }
            await() {
              for _ in {1..3000}; do ! eval "$1" || return 0; sleep; done
              echo "never: $1"
              exit 1
            }
            shows() { grep -qx "password: $1" connection.yml 2>/dev/null; }
            session_follow &
            trap 'kill $! 2>/dev/null' EXIT
            """;

    private static final Path LIBRARY = Path.of("ood-app/lib/session.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private Bash follow(String script) {
        return Bash.run(Map.of(), FOLLOWING + script, folder, LIBRARY, HOLDERS, OURS);
    }

    @BeforeEach
    void aSessionThatWaits() throws IOException {
        Files.writeString(folder.resolve("standing"), "waiting\n");
        Files.writeString(folder.resolve("auth_token"), HOLDERS + "\n");
        Files.writeString(folder.resolve("connection.yml"), "host: c1\npassword: " + HOLDERS + "\nstanding: waiting\n");
    }

    @Test
    void theCardHasNoButtonFromTheEndOfTheWaitUntilTheServerHasProvenItself() {
        Bash ended = follow("""
                stand starting
                await '[ ! -e connection.yml ]'
                token "$ours"
                command sleep 0.2
                [ ! -e connection.yml ] || echo 'too early'
                stand ready
                await 'shows $ours'
                wait
                cat connection.yml
                ls
                """);
        assertThat(ended.said())
                .startsWith("host: c1\npassword: " + OURS + "\nstanding: ready\n")
                .doesNotContain("away", "new");
        assertThat(folder.resolve("session.log")).content().endsWith("this session holds the data now\n");
    }

    @Test
    void aSessionThatMustWaitOnceMoreGetsItsButtonBack() {
        Bash ended = follow("""
                stand starting
                await '[ ! -e connection.yml ]'
                stand waiting
                await 'shows $holders'
                grep standing connection.yml
                """);
        assertThat(ended.said()).isEqualTo("standing: waiting\n");
    }

    @Test
    void whileItWaitsTheButtonKnowsTheTokenOfWhoeverHoldsTheDataNow() throws IOException {
        Bash ended = follow("""
                umask 022
                token "$ours"
                await 'shows $ours'
                grep standing connection.yml
                """);
        assertThat(ended.said()).isEqualTo("standing: waiting\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("connection.yml"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theEndOfASessionLeavesNoConnectionWhereverItWasPut() {
        assertThat(follow("""
                        session_follower=$!
                        stand starting
                        await '[ ! -e connection.yml ]'
                        session_run_dir=""
                        session_end
                        ls
                        """).said()).doesNotContain("connection.yml");
    }

    @Test
    void aRenamingThatIsUnderWayAtTheEndBringsNoConnectionBack() {
        assertThat(follow("""
                        kill -KILL $!
                        session_run_dir=""
                        cp connection.yml connection.yml.new
                        rm() {
                          shift
                          for file; do
                            command rm -f "$file"
                            [ "$file" != "$PWD/connection.yml" ] || mv connection.yml.new connection.yml 2>/dev/null
                          done
                        }
                        session_end
                        ls
                        """).said()).contains("session.log").doesNotContain("connection.yml");
    }
}
