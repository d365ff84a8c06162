package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first steps of a portal's session, as far as they need no server: each failure is a sentence for the card. */
class SessionBeginTest {
    /** What before.sh has set by the time that it reads session.sh. */
    private static final String SETTINGS = """
            cd "$1"; host=c1 session_hours=1 session_warnings="" session_cache_dir="" session_version=1
            site_init_scripts=$PWD/site.sh site_java_modules="" site_java_home="" site_scratch_dir=$PWD site_support_url=""
            . "$2"
            """;

    private static final Path LIBRARY = Path.of("ood-app/lib/session.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void aSiteThatAddsNothing() throws IOException {
        Files.writeString(folder.resolve("site.sh"), "");
    }

    private Bash session(String script) {
        return session(Map.of(), script);
    }

    private Bash session(Map<String, String> more, String script) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOME", folder.resolve("home").toString());
        return Bash.run(environment, SETTINGS + script, folder, LIBRARY);
    }

    private String problem() throws IOException {
        return Files.readString(folder.resolve("problem")).strip();
    }

    @Test
    void aScriptOfTheSiteThatEndsTheShellIsNamed() throws IOException {
        Path script = folder.resolve("site.sh");
        for (String line : List.of("[ -t 0 ] || exit 0", "set -e; false")) {
            Files.writeString(script, line + "\n");
            assertThat(session("session_begin").status()).isEqualTo(1);
            assertThat(problem())
                    .isEqualTo(script + " of the site's init_scripts ended the session on c1; ask your administrators"
                            + " to take exit and set -e out of it.");
        }
    }

    @Test
    void aModuleThatEndsTheShellIsNamed() throws IOException {
        Files.writeString(folder.resolve("site.sh"), "module() { exit 0; }\n");
        assertThat(session("site_java_modules=java/25; session_begin").status()).isEqualTo(1);
        assertThat(problem()).startsWith("The module java/25 of the site's java_modules ended the session on c1; ");
    }

    @Test
    void whoCancelsWhileTheSitesScriptRunsIsNotToldOfIt() throws IOException {
        Files.writeString(folder.resolve("site.sh"), "kill -TERM $$\n");
        assertThat(session("clean_up() { exit \"$1\"; }; session_begin").status())
                .isZero();
        assertThat(problem()).isEmpty();
    }

    @Test
    void filesStayPrivateWhateverMaskTheSitesScriptsSet() throws IOException {
        Files.writeString(folder.resolve("site.sh"), "umask 022\n");
        assertThat(session("session_environment; umask").said()).isEqualTo("0077\n");
    }

    @Test
    void aFullDiskIsKnownInEveryLanguage() throws IOException {
        Path programs = folder.resolve("bin");
        Bash.program(
                programs,
                "head",
                "case ${LC_ALL:-} in C) echo 'head: No space left on device' ;; *) echo 'head: Kein Platz mehr' ;; esac >&2",
                "exit 1");
        Map<String, String> german = new HashMap<>(Bash.before(programs));
        german.put("LC_ALL", "de_DE.UTF-8");
        Bash ended = session(german, "session_home=$PWD/data; : >problem; session_check_home");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(problem())
                .isEqualTo("There is no room left in " + folder + "/data (No space left on device): delete files you no"
                        + " longer need and start again.");
    }

    @Test
    void limitsThatAreTooLowForJavaAreSaid() throws IOException {
        String limits = "ulimit() { case $1 in -v) echo %s ;; -u) echo %s ;; esac; }; : >problem; session_check_limits";
        assertThat(session(limits.formatted("unlimited", "unlimited")).status()).isZero();
        assertThat(session(limits.formatted("4000000", "300")).status()).isZero();
        assertThat(session(limits.formatted("2048000", "unlimited")).status()).isEqualTo(1);
        assertThat(problem())
                .isEqualTo("Processes on c1 may use only 2000 MiB of address space (ulimit -v), and Java needs 4000;"
                        + " ask your administrators to raise the limit.");
        assertThat(session(limits.formatted("unlimited", "299")).status()).isEqualTo(1);
        assertThat(problem())
                .isEqualTo("You may run only 299 processes on c1 (ulimit -u), and a session may need 300; ask your"
                        + " administrators to raise the limit.");
    }

    @Test
    void aJobThatSlurmStartsAgainOffersNothingOfItsFirstRun() throws IOException {
        Files.writeString(folder.resolve("connection.yml"), "password: of the first run\n");
        Files.writeString(folder.resolve("site.sh"), "ls *.yml >seen 2>/dev/null; exit 0\n");
        assertThat(session("session_begin").status()).isEqualTo(1);
        assertThat(folder.resolve("seen")).isEmptyFile();
    }

    @Test
    void whoCancelsWhileTheHomeIsLookedAtLeavesNothingInIt() {
        assertThat(session("""
                        session_home=$PWD/data; : >problem
                        sync() { kill -TERM $$; return 1; }
                        clean_up() { session_end; ls -A data; exit "$1"; }
                        trap session_cancelled TERM
                        session_check_home
                        """)).isEqualTo(new Bash("", 0));
    }
}
