package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The release as a site installs it from the tarball.
 *
 * @param releases what {@code release_root} of site.conf names
 * @param app the app's folder below the portal's
 */
record Installation(Path releases, Path app) {
    static final String VERSION = Testbed.read(Path.of("VERSION")).strip();

    static Installation fresh() {
        Path scratch = scratch();
        Path unpacked = unpack(scratch);
        Path portal = scratch.resolve("apps");
        try {
            Files.createDirectory(portal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = Testbed.run(
                "bash",
                "-c",
                "BLACKFISH_START_CACHE=off \"$0\" --root \"$1\" --portal \"$2\" 2>&1",
                unpacked.resolve("ood-app/bin/install-release").toString(),
                scratch.resolve("opt").toString(),
                portal.toString());
        Installation installation = new Installation(scratch.resolve("opt/releases"), portal.resolve("blackfish"));
        assertThat(said).contains("release " + VERSION + " is in " + installation.release(), "the app is in " + portal);
        return installation;
    }

    Path release() {
        return releases.resolve(VERSION);
    }

    /** What check-site says on a host where nothing was edited, and its exit code. */
    String check() {
        return Testbed.run(
                "bash", "-c", "\"$0\" --site /none; echo \"exit $?\"", release() + "/ood-app/bin/check-site");
    }

    static Path scratch() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Testbed.prefix().resolve("scratch")), "i");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path unpack(Path folder) {
        Testbed.run("tar", "-xf", "target/blackfish-" + VERSION + ".tar", "-C", folder.toString());
        return folder.resolve("blackfish-" + VERSION);
    }
}
