package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prepare-cache} up to the start of its server, with stand-ins for what only root may do. */
class PrepareCacheTest {
    @TempDir
    private Path folder;

    @Test
    void rootTrainsAsNobodyInTheGroupThatThisSystemGivesHim() throws IOException {
        Path programs = folder.resolve("bin");
        Bash.program(programs, "id", "case $* in '-gn nobody') echo nobodies ;; *) echo 0 ;; esac");
        Bash.program(programs, "chown", "echo \"chown $1\"");
        Bash.program(programs, "setpriv", "echo \"setpriv $*\"", "exit 1");
        Bash.program(folder.resolve("java/bin"), "java");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.createDirectories(folder.resolve("app/runtime/root/runtime"));
        Bash ended = Bash.run(
                Bash.before(programs), "BLACKFISH_JAVA=\"$1/java\" exec ood-app/bin/prepare-cache \"$1/app\"", folder);
        assertThat(ended.said())
                .contains("chown nobody:nobodies\n", "setpriv --reuid nobody --regid nobodies --clear-groups test -r ")
                .contains("app cannot be read by everybody yet");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(folder.resolve("app/runtime/start-cache")).isEmptyDirectory();
    }
}
