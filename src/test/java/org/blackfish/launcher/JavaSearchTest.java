package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the launchers take, on a machine whose folders of Javas a test fills. */
class JavaSearchTest {
    private static final String REMEDY =
            " Install one, for example the package openjdk-21-jdk or temurin-25-jdk, or point" + " JAVA_HOME at it.\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void aMachineWithoutJava() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        for (String needed : List.of("dirname", "readlink", "sed", "head")) {
            Bash.program(folder.resolve("bin"), needed, "exec /usr/bin/" + needed + " \"$@\"");
        }
    }

    private Path java(String at, String version) throws IOException {
        Path program = Bash.program(folder.resolve(at).resolve("bin"), "java");
        Files.writeString(folder.resolve(at).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return program;
    }

    private Bash find() throws IOException {
        String library = Files.readString(Path.of("ood-app/lib/java.sh"))
                .replace("/usr/lib/jvm/*", folder + "/jvm/*")
                .replace("/opt/*", folder + "/opt/*");
        return Bash.run(
                Map.of(),
                "unset JAVA_HOME BLACKFISH_JAVA; PATH=$1/bin:$1/path/bin\n" + library + "\nfind_java",
                folder);
    }

    @Test
    void noJavaAtAllIsSaidWithTheRemedy() throws IOException {
        assertThat(find())
                .isEqualTo(new Bash("Blackfish needs a JDK of version 21 or later; found only: none." + REMEDY, 1));
    }

    @Test
    void aJavaThatIsTooOldIsNamedWithItsVersion() throws IOException {
        Path old = java("path", "1.8.0_402");
        assertThat(find())
                .isEqualTo(new Bash(
                        "Blackfish needs a JDK of version 21 or later; found only: " + old + " (Java 8)." + REMEDY, 1));
    }

    @Test
    void aNewOneElsewhereStandsInForTheOldOneOnThePath() throws IOException {
        java("path", "1.8.0_402");
        Path fitting = java("jvm/jdk-25", "25.0.1");
        assertThat(find()).isEqualTo(new Bash(fitting + "\n", 0));
    }
}
