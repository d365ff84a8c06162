package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a session finds its release on the node: the part of {@code before.sh.erb} that is bash. */
class BeforeScriptTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void anAppWithoutServerAndAReleaseRootThatIsAnotherFolder() throws IOException {
        library("app");
        library("root/1.2.3");
    }

    private void library(String release) throws IOException {
        Path lib = Files.createDirectories(folder.resolve(release).resolve("ood-app/lib"));
        Files.writeString(lib.resolve("session.sh"), "session_begin() { echo \"begins from $session_release\"; }\n");
    }

    private Bash before() throws IOException {
        String template = Files.readString(Path.of("template/before.sh.erb"));
        String script = template.substring(template.indexOf("session_installed() {"))
                .replace("<%= root.shellescape %>", folder.resolve("app").toString());
        return Bash.run(
                Map.of(),
                "cd \"$1\"; session_version=1.2.3 site_release_root=$1/root session_wrong=\"\"\n" + script,
                folder);
    }

    @Test
    void aFolderWithoutServerIsNoReleaseAndTheSentenceNamesReleaseRoot() throws IOException {
        Bash ended = before();
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .matches("Blackfish 1\\.2\\.3 is not installed on \\S+: there is no server in " + folder
                        + "/root/1\\.2\\.3\\. Ask your administrators to install its package there, or to correct"
                        + " release_root in the site's settings\\.\n");
        assertThat(folder.resolve("problem")).hasContent(ended.said());
    }

    @Test
    void aReleaseOrABuildIsWhereTheServerLies() throws IOException {
        Files.createDirectories(folder.resolve("app/target"));
        Files.createFile(folder.resolve("app/target/blackfish.war"));
        assertThat(before().said()).isEqualTo("begins from " + folder + "/app\n");
        Files.createDirectories(folder.resolve("root/1.2.3/ood-app/server"));
        Files.createFile(folder.resolve("root/1.2.3/ood-app/server/blackfish.war"));
        assertThat(before().said()).isEqualTo("begins from " + folder + "/root/1.2.3\n");
    }
}
