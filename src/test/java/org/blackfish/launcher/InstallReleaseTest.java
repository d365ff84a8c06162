package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code install-release} of releases that hold nothing but names, on a host that is web host and head node in one. */
class InstallReleaseTest {
    @TempDir
    private Path folder;

    private Path portal = Path.of("unset");

    @BeforeEach
    void aWebHost() throws IOException {
        portal = Files.createDirectory(folder.resolve("apps"));
    }

    private void install(String version) throws IOException {
        Path release = Files.createDirectory(folder.resolve("blackfish-" + version));
        for (String file : PackageRemovalTest.copiedByTheInstaller()) {
            Files.writeString(release.resolve(file), file + " of " + version);
        }
        Files.writeString(release.resolve("VERSION"), version + "\n");
        Files.createDirectory(release.resolve("template"));
        Files.createFile(release.resolve("template/of-" + version));
        for (String part : new String[] {"lib", "examples", "server"}) {
            Files.createDirectories(release.resolve("ood-app/" + part));
        }
        Files.createFile(release.resolve("ood-app/site.conf.example"));
        Files.createFile(release.resolve("ood-app/server/blackfish.war"));
        Path programs = release.resolve("ood-app/bin");
        Bash.program(programs, "prepare-runtime");
        Files.copy(
                Path.of("ood-app/bin/install-release"),
                programs.resolve("install-release"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Bash installed = Bash.run(
                Map.of("BLACKFISH_START_CACHE", "off"),
                "cd \"$1\" && sha256sum VERSION >SHA256SUMS && ood-app/bin/install-release --root \"$2/opt\" --portal \"$2/apps\"",
                release,
                folder);
        assertThat(installed.status()).as(installed.said()).isZero();
    }

    @Test
    void anUpgradeLeavesWhatTheSiteAddedAndTheReleaseThatSessionsMayRunFrom() throws IOException {
        install("0.1.0");
        Path app = portal.resolve("blackfish");
        Path form = Files.writeString(app.resolve("form.yml.erb"), "of the site");
        Path own = Files.createFile(Files.createDirectory(app.resolve("local")).resolve("gpu.yml"));
        install("0.2.0");
        assertThat(form).hasContent("of the site");
        assertThat(own).exists();
        assertThat(app.resolve("form.yml")).hasContent("form.yml of 0.2.0");
        assertThat(app.resolve("template")).isDirectoryContaining("glob:**/of-0.2.0");
        assertThat(app.resolve("template/of-0.1.0")).doesNotExist();
        install("0.3.0");
        try (var releases = Files.list(folder.resolve("opt/releases"))) {
            assertThat(releases.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("0.2.0", "0.3.0");
        }
    }
}
