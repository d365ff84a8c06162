package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        launcher("exit 3");
        assertThat(Typed.in(folder, "start").code()).isEqualTo(3);
        assertThat(Typed.in(folder, "start", "--port", "80").err()).contains("from 1024 to 65535");
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
