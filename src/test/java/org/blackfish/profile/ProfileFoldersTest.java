package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.UnknownItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFoldersTest {
    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final ProfileFolders folders = new ProfileFolders(hosts);

    private SlurmProfile profile() {
        return new SlurmProfile(
                "default", "localhost", "u", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(name)));
    }

    @Test
    void theFoldersOfTheUserAreMadeWithTheirModes() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        folders.ensure(profile());
        folders.ensure(profile());
        assertThat(mode("home")).isEqualTo("rwx------");
        assertThat(mode("home/jobs")).isEqualTo("rwx------");
        assertThat(mode("home/models")).isEqualTo("rwxr-xr-x");
        assertThat(mode("home/images")).isEqualTo("rwxr-xr-x");
        assertThat(temporary.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void aMissingCacheIsNamedAndNeverMade() {
        assertThatThrownBy(() -> folders.ensure(profile()))
                .isInstanceOf(UnknownItem.class)
                .hasMessage(
                        "The cache_dir " + temporary.resolve("cache") + " of the profile \"default\" is not a folder"
                                + " on localhost. It is the site's shared folder"
                                + " and is never made by Blackfish: correct"
                                + " cache_dir in profiles.cfg, or ask your"
                                + " admin.");
        assertThat(temporary.resolve("cache")).doesNotExist();
        assertThat(folders.cacheProblem(profile()))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("correct cache_dir in profiles.cfg"));
    }

    @Test
    void ofACacheThatCanBeReadNothingIsWrong() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        assertThat(folders.cacheProblem(profile())).isEmpty();
    }

    @Test
    void anUnreadableCacheIsNamed() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        hosts.close(temporary.resolve("cache"));
        assertThatThrownBy(() -> folders.ensure(profile()))
                .isInstanceOf(AccessRefused.class)
                .hasMessage(
                        "The cache_dir " + temporary.resolve("cache") + " of the profile \"default\" may not be read"
                                + " by this account on localhost. Ask your admin for read and execute access to it.");
    }

    @Test
    void aRemoteClusterIsRefusedWithTheWayOut() {
        SlurmProfile remote = new SlurmProfile("della", "della.edu", "u", Path.of("/h"), Path.of("/c"), false);
        assertThatThrownBy(() -> new Hosts().of(remote))
                .isInstanceOf(NotYet.class)
                .hasMessage("The profile \"della\" runs on della.edu; remote clusters come with a later version. Start"
                        + " Blackfish on the cluster itself and use a profile with host = localhost.");
        assertThat(new Hosts().of(profile()).name()).isEqualTo("localhost");
        assertThat(new Hosts()
                        .of(new LocalProfile("l", Path.of("/h"), Path.of("/c"), false))
                        .name())
                .isEqualTo("localhost");
    }
}
