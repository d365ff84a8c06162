package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerStartTest {
    private static final Terminal PERSON = new Terminal(false, false, true, 80, false);

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("blackfish.bin");
    }

    @Test
    void aStartInTheBackgroundReturnsWhenTheServerAnswers() throws IOException {
        launcher("echo \"blackfish-server: answers on http://127.0.0.1:$2/\"; sleep 0.5");
        Typed typed = Typed.in(folder, "start", "--background", "--port", "8765");
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).isEqualTo("Blackfish answers on http://127.0.0.1:8765/\n");
    }

    @Test
    void aStartThatFailsSaysWhy() throws IOException {
        launcher("echo 'blackfish-server: curl is missing'; exit 1");
        Typed typed = Typed.in(folder, "start", "-b");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("blackfish: The server did not start: curl is missing\n");
        assertThat(Typed.in(folder, "start", "--port", "80").err()).contains("from 1024 to 65535");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 1", "75, 1", "143, 1"})
    void theLaunchersExitCodesBecomeThoseOfThisProgram(int launchers, int code) throws IOException {
        launcher("exit " + launchers);
        assertThat(Typed.in(folder, "start").code()).isEqualTo(code);
    }

    @Test
    void aStartInTheBackgroundDoesNotWaitForTheDataOfAnotherServer() throws IOException {
        launcher("""
                echo "blackfish-server: the data in /home/ada/.blackfish are in use by a server on c7."
                case " $* " in *" --no-wait "*) exit 3 ;; esac
                echo "blackfish-server: waits on http://127.0.0.1:$2/"
                exec sleep 600""");
        Typed typed = Typed.in(folder, "start", "-b", "--port", "8765");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err())
                .isEqualTo("blackfish: The server was not started: the data in /home/ada/.blackfish are in use by a"
                        + " server on c7. To have that one stop, add --take-over: \"blackfish start --background"
                        + " --take-over\".\n");
        Typed offered = Typed.in(folder, Map.of(), "y\n", PERSON, "ls");
        assertThat(offered.code()).isEqualTo(1);
        assertThat(offered.err()).contains("are in use by a server on c7.", "add --take-over");
    }

    @Test
    void aStartThatTakesOverWaitsUntilTheDataAreFree() throws IOException {
        launcher("""
                case " $* " in *" --no-wait "*) exit 3 ;; *" --take-over "*) ;; *) exit 1 ;; esac
                echo "blackfish-server: waits on http://127.0.0.1:$2/"
                sleep 0.3
                echo "blackfish-server: answers on http://127.0.0.1:$2/"
                sleep 0.5""");
        Typed typed = Typed.in(folder, "start", "-b", "--port", "8765", "--take-over");
        assertThat(typed.code()).as(typed.err()).isZero();
    }

    @Test
    void aStartThatTakesTooLongIsGivenUpAndEnds() throws IOException {
        launcher("echo $$ >" + folder.resolve("pid") + "\necho 'blackfish-server: waits'\nexec sleep 600");
        World world = Typed.unheard(Map.of("BLACKFISH_HOME_DIR", folder.toString()));
        ServerStart start = new ServerStart(world, 8765, true);
        assertThatThrownBy(() -> start.inBackground(Duration.ofSeconds(2)))
                .hasMessage("The server did not start in time and was ended; it last said: waits");
        long launcher = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(launcher)
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }

    @Test
    void withoutALauncherItSaysWhatToStart() {
        assertThat(Typed.in(folder, "start").err()).contains("The server's launcher is not beside this program");
    }

    @Test
    void aPersonIsOfferedAStartAndAScriptIsNot() throws IOException {
        launcher("echo 'blackfish-server: no'; exit 1");
        Typed person = Typed.in(folder, Map.of(), "y\n", PERSON, "ls");
        assertThat(person.err()).contains("Start one now? [y/N]", "The server did not start: no");
        Typed unwilling = Typed.in(folder, Map.of(), "\n", PERSON, "ls");
        assertThat(unwilling.code()).isEqualTo(3);
        assertThat(Typed.in(folder, "ls").err()).doesNotContain("Start one now?");
    }

    private void launcher(String script) throws IOException {
        Path file = folder.resolve("blackfish-server");
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        System.setProperty("blackfish.bin", folder.toString());
    }
}
