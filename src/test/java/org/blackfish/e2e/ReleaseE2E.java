package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code mvn package} hands to sites: three packages with the same release in them, which works without an edit. */
class ReleaseE2E {
    private static final String VERSION = Installation.VERSION;
    private static final List<String> NEEDED = List.of(
            "manifest.yml",
            "form.yml",
            "submit.yml.erb",
            "view.html.erb",
            "template/script.sh.erb",
            "ood-app/bin/check-site",
            "ood-app/lib/session.sh",
            "ood-app/bin/blackfish",
            "ood-app/server/blackfish-cli.jar",
            "ood-app/share/man/man1/blackfish.1",
            "ood-app/share/bash-completion/completions/blackfish",
            "ood-app/share/python/blackfish_ood-" + VERSION + "-py3-none-any.whl",
            "ood-app/share/examples/quickstart.ipynb",
            "ood-app/server/blackfish.war",
            "ood-app/server/runtime/payara-micro.jar",
            "ood-app/docs/INSTALL.md",
            "SHA256SUMS");

    @Test
    void everyPackageHoldsTheReleaseAndNoSources() {
        String tar = Testbed.run("tar", "-tvf", "target/blackfish-" + VERSION + ".tar");
        String rpm = "target/blackfish-" + VERSION + ".x86_64.rpm";
        String files = Testbed.run("rpm", "-qplv", "--nosignature", rpm);
        String deb = "target/blackfish_" + VERSION + "_amd64.deb";
        String entries = Testbed.run("dpkg-deb", "-c", deb);
        for (String file : NEEDED) {
            assertThat(tar).contains("blackfish-" + VERSION + "/" + file);
            assertThat(files).contains("/opt/blackfish/package/" + file);
            assertThat(entries).contains("./opt/blackfish/package/" + file);
        }
        for (String listing : List.of(tar, files, entries)) {
            assertThat(listing).doesNotContain(".java", ".git", "pom.xml", "testbed/", "packaging/");
            assertThat(listing.lines().filter(line -> line.endsWith("/template/script.sh.erb")))
                    .allMatch(line -> line.startsWith("-rwxr-xr-x"));
        }
        for (String listing : List.of(files, entries)) {
            assertThat(listing)
                    .contains("/usr/bin/blackfish -> /opt/blackfish/releases/" + VERSION + "/ood-app/bin/blackfish")
                    .contains("/usr/share/man/man1/blackfish.1", "/usr/share/bash-completion/completions/blackfish");
        }
        assertThat(Testbed.run("rpm", "-qpc", "--nosignature", rpm))
                .isEqualTo("/etc/ood/config/apps/blackfish/site.conf");
        assertThat(Testbed.run("dpkg-deb", "-I", deb, "conffiles").strip())
                .isEqualTo("/etc/ood/config/apps/blackfish/site.conf");
        assertThat(Testbed.run("rpm", "-qp", "--nosignature", "--scripts", rpm)).contains("install-release");
        assertThat(Testbed.run("rpm", "-qpR", "--nosignature", rpm)).contains("util-linux >= 2.33");
        assertThat(Testbed.run("dpkg-deb", "-f", deb, "Depends")).contains("util-linux (>= 2.33)");
    }

    @Test
    void aFileThatWasChangedIsFoundBeforeItIsInstalled() throws IOException {
        Path scratch = Installation.scratch();
        Path unpacked = Installation.unpack(scratch);
        Files.writeString(unpacked.resolve("form.yml"), "cluster: none\n");
        assertThat(Testbed.run(
                        "bash",
                        "-c",
                        "\"$0\" --root \"$1\" 2>&1; echo \"exit $?\"",
                        unpacked.resolve("ood-app/bin/install-release").toString(),
                        scratch.resolve("opt").toString()))
                .contains("are not those of the release; unpack it again")
                .endsWith("exit 1");
        try (Stream<Path> files = Files.list(scratch)) {
            assertThat(files).containsExactly(unpacked);
        }
    }
}
