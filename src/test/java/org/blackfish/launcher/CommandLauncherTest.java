package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code blackfish} tells the JVM, with a Java that only prints its arguments. */
class CommandLauncherTest {
    @TempDir
    Path folder = Path.of("unset");

    @BeforeEach
    void install() throws IOException {
        for (String file : List.of("bin/blackfish", "lib/java.sh")) {
            Path copy = folder.resolve("app").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("ood-app").resolve(file), copy);
        }
        Files.createDirectories(folder.resolve("app/server"));
        Files.createFile(folder.resolve("app/server/blackfish-cli.jar"));
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"21.0.1\"\n");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aTerminalIsKnownToBeOne() throws Exception {
        String command = folder.resolve("app/bin/blackfish") + " ls";
        String said = run("script", "-qec", "stty cols 132; " + command, "/dev/null");
        assertThat(said)
                .contains(
                        "-Dblackfish.in=true",
                        "-Dblackfish.out=true",
                        "-Dblackfish.err=true",
                        "-Dblackfish.columns=132");
        String redirected = run("script", "-qec", command + " </dev/null | cat", "/dev/null");
        assertThat(redirected)
                .contains("-Dblackfish.in=false", "-Dblackfish.out=false", "-Dblackfish.err=true")
                .doesNotContain("-Dblackfish.columns");
    }

    @Test
    void pipesAreNoTerminals() throws Exception {
        assertThat(run(folder.resolve("app/bin/blackfish").toString(), "ls"))
                .contains("-Dblackfish.in=false", "-Dblackfish.out=false", "-Dblackfish.err=false")
                .endsWith("\nls\n");
    }

    private String run(String... argv) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().put("BLACKFISH_JAVA", folder.resolve("java").toString());
        builder.environment().put("BLACKFISH_START_CACHE", "off");
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
