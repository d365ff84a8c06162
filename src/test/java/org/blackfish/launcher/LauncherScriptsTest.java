package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small decisions of {@code blackfish-server}, which lie in files of their own below {@code ood-app/lib}. */
class LauncherScriptsTest {
    private static final String SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";

    @TempDir
    Path run = Path.of("unset");

    @Test
    void whatFollowsBearerOrTokenIsMaskedInTheLogAndPlainWordsAreNot() {
        for (String line : List.of(
                "Authorization: Bearer " + SECRET,
                "authorization: bearer " + SECRET + " and Bearer " + SECRET.replace('Z', 'Y'),
                "X-Blackfish-Token: " + SECRET,
                "{\"token\": \"" + SECRET + "\"}",
                "token=" + SECRET)) {
            assertThat(masked(line, "")).contains("(token)").doesNotContain(SECRET, SECRET.replace('Z', 'Y'));
        }
        assertThat(masked("plain " + SECRET, SECRET)).isEqualTo("plain (token)");
        String plain = "the token lies in /home/ada/.blackfish/auth_token, Bearer tokens are read from headers";
        assertThat(masked(plain, SECRET)).isEqualTo(plain);
    }

    @Test
    void aStartCacheThatTheJavaItselfRefusesIsToldOnce() {
        String said = bash(
                """
                . ood-app/lib/log.sh
                refused=
                for line in "$@"; do note_refused_cache; done
                """,
                "[PayaraMicro] starts",
                "[0.020s][warning][aot] Unable to read the file header.",
                "[0.020s][error  ][aot] Loading static archive failed.");
        assertThat(said.lines()).hasSize(1);
        assertThat(said).contains("this Java refused the start cache");
    }

    @Test
    void aServerWithoutItsApplicationIsAStartThatFailed() throws IOException {
        deployed("[INFO] Deployed 1 archive(s)", "1");
        deployed("[INFO] Deployed 2 archive(s)", "2");
        assertThat(run).isEmptyDirectory();
        deployed("[INFO] Deployed 0 archive(s)", "1");
        assertThat(run.resolve("start-problem")).content().contains("could not be started");
        Files.delete(run.resolve("start-problem"));
        deployed("[INFO] Deployed 1 archive(s)", "2");
        assertThat(run.resolve("start-problem")).content().contains("could not be started");
        Files.writeString(run.resolve("start-problem"), "a sentence of its own");
        deployed("[INFO] Deployed 0 archive(s)", "1");
        assertThat(run.resolve("start-problem")).hasContent("a sentence of its own");
    }

    @Test
    void scratchIsRemovedOnceNoProcessThatItBelongsToLives() throws IOException {
        Path dead = scratch("dead01", "record_process \"$1\" $$");
        Path living = scratch("alive1", "record_process \"$1\" $PPID");
        Path mixed = scratch("mixed1", "record_process \"$1\" $$; record_process \"$1\" $PPID");
        Path younger = scratch("young1", "echo \"$(this_machine) $PPID 1\" >\"$1/processes\"");
        Path elsewhere = scratch("other1", "echo 'another/boot 1 1' >\"$1/processes\"");
        Path unknown = scratch("noword", ":");
        bash(". ood-app/lib/processes.sh; sweep_scratch \"$1\"", run.toString());
        assertThat(List.of(dead, younger)).noneMatch(Files::exists);
        assertThat(List.of(living, mixed, elsewhere, unknown)).allMatch(Files::exists);
    }

    @Test
    void whoWaitsForAnEndWaitsNoLongerThanItSays() {
        assertThat(bash(". ood-app/lib/processes.sh; sleep 60 & p=$!; await_end 2 $p || echo late; kill $p"))
                .isEqualTo("late\n");
        assertThat(bash(". ood-app/lib/processes.sh; sleep 0.1 & await_end 100 $! && echo gone"))
                .isEqualTo("gone\n");
    }

    private void deployed(String line, String wanted) {
        bash(". ood-app/lib/log.sh; line=$2; note_failed_deployment \"$1\" \"$3\"", run.toString(), line, wanted);
    }

    private Path scratch(String name, String record) throws IOException {
        Path folder = Files.createDirectory(run.resolve("server." + name));
        bash(". ood-app/lib/processes.sh; " + record, folder.toString());
        return folder;
    }

    private static String masked(String line, String token) {
        return bash(". ood-app/lib/log.sh; line=$1; mask_secrets \"$2\"; printf %s \"$line\"", line, token);
    }

    private static String bash(String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("bash", "-euc", script, "bash"));
        argv.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
