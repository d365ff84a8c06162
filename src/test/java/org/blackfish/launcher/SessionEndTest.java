package org.blackfish.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a portal's session leaves about its end: the reason in a sentence, also where there is no room or no word. */
class SessionEndTest {
    private static final String SETTINGS = """
            cd "$1"; session_staged=$PWD session_run_dir=$PWD/run session_home=$PWD/home host=c1 port=20001
            site_stop_grace=1 site_ready_timeout=60; mkdir -p run home
            . "$2"
            """;

    private static final Path LIBRARY = Path.of("ood-app/lib/session.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private Bash session(String script) {
        return Bash.run(Map.of(), SETTINGS + script, folder, LIBRARY);
    }

    private String problem() throws IOException {
        return Files.readString(folder.resolve("problem")).strip();
    }

    @Test
    void whatIsWrittenLastTakesNoMoreRoomThanWasReserved() throws IOException {
        Bash ended = session("""
                session_reserve
                stat -c '%n %i %s' problem ending >before
                session_problem "Größe: $(printf 'ü%.0s' {1..2000})" 2>/dev/null
                session_ends ended
                stat -c '%n %i %s' problem ending | diff before -
                """);
        assertThat(ended).isEqualTo(new Bash("", 0));
        assertThat(Files.readAllBytes(folder.resolve("problem"))).startsWith("Größe: üü".getBytes(UTF_8));
        assertThat(folder.resolve("ending")).hasContent("orderly \n");
    }

    @Test
    void withoutRoomForAWordTheReasonIsThatThereIsNoRoom() throws IOException {
        Bash ended = session("""
                session_reserve
                for _ in {1..2000}; do echo '12:00:00 busy'; done >session.log
                trap '' XFSZ; ulimit -f 4
                SCRIPT_PID=999999999
                session_end
                """);
        assertThat(ended.status()).isZero();
        assertThat(problem())
                .isEqualTo(
                        "There is no room left in " + folder + " (quota or disk full), so the server could not say why"
                                + " it ended: delete files you no longer need and start again.");
        assertThat(folder.resolve("ending")).content().startsWith("orderly");
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve(".room")).doesNotExist();
    }

    @Test
    void aLauncherThatIsKilledBeforeTheServerAnswersIsToldSoAndNothingIsGuessed() throws IOException {
        Bash ended = session("""
                session_reserve
                session_say "session on c1, until tomorrow"
                bash -c 'kill -KILL $$' 2>/dev/null &
                SCRIPT_PID=$!
                session_await
                """);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(problem())
                .isEqualTo("The server was killed from outside, as the system does where memory runs out; start the"
                        + " session again, and look into " + folder + "/home/logs/server.log if that happens often.");
    }

    @Test
    void theNumbersOfTheLauncherAreNotTakenForThoseOfJava() {
        assertThat(session("session_status=4; session_last_words").said()).startsWith("The server ran out of memory;");
        assertThat(session("session_status=3; session_last_words").said())
                .startsWith("The server found its data held by another one;");
        assertThat(session("session_status=75; session_last_words").said())
                .startsWith("The server lost its data to another one, to a storage that hung or to a PostgreSQL");
    }

    @Test
    void whatAnEarlierRunOfTheJobSaidIsNotTheReasonOfThisEnd() throws IOException {
        Bash ended = session("""
                printf '%s\\n' '12:00:00 session on c1, until tomorrow' \\
                  'blackfish-server: port 20001 cannot be used on 0.0.0.0 (Address already in use); choose another one' \\
                  '12:00:09 ended' '12:10:00 session on c1, until tomorrow' >session.log
                session_last_words
                """);
        assertThat(ended.said()).isEqualTo("The server ended; see " + folder + "/home/logs/server.log.");
    }

    @Test
    void aTokenThatIsGoneOrEmptyOrCannotBeReadIsToldAsSuch() throws IOException {
        String trouble = "session_read_token || session_token_trouble";
        Path token = folder.resolve("home/auth_token");
        assertThat(session(trouble).said())
                .isEqualTo("The server whose data this session shares has ended, and its token " + token
                        + " with it; start the session again.");
        Files.createFile(token);
        assertThat(session(trouble).said())
                .contains("The file " + token + " holds no token of a server; start the session again");
        Files.delete(token);
        // Nobody can read that, not even root.
        Files.createSymbolicLink(token, token);
        assertThat(session(trouble).said())
                .contains("The file " + token + " of the running server cannot be read on c1 (Too many levels of"
                        + " symbolic links); look whether your home folder is there and the file is yours");
    }
}
