package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileChecksTest {
    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final ProfileChecks checks = new ProfileChecks(hosts, new ProfileFolders(hosts));

    private SlurmProfile profile() {
        return profile(System.getProperty("user.name"));
    }

    private SlurmProfile profile(String user) {
        return new SlurmProfile("lab", "localhost", user, temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    @Test
    void whatIsThereIsSaidSo() throws IOException {
        Files.createDirectories(temporary.resolve("cache/models"));
        Files.createDirectories(temporary.resolve("cache/images"));
        assertThat(checks.of(profile()))
                .contains(
                        new ProfileCheck(
                                "home_dir",
                                true,
                                "The home_dir " + temporary.resolve("home")
                                        + " with its models, images and jobs is there and yours."),
                        new ProfileCheck(
                                "cache_dir", true, "The cache_dir " + temporary.resolve("cache") + " can be read."),
                        new ProfileCheck("cache_dir/models", true, temporary.resolve("cache/models") + " is there."),
                        new ProfileCheck(
                                "user",
                                true,
                                "The user " + System.getProperty("user.name")
                                        + " is the account that Blackfish runs as."));
        assertThat(temporary.resolve("home/jobs")).isDirectory();
    }

    @Test
    void whatIsMissingHasARemedyAndStopsNoOtherLook() {
        assertThat(checks.of(profile()))
                .extracting(ProfileCheck::name)
                .containsExactly("home_dir", "cache_dir", "cache_dir/models", "cache_dir/images", "user", "slurm");
        assertThat(sentence("cache_dir")).contains("is not a folder on localhost", "ask your admin");
        assertThat(sentence("cache_dir/models")).endsWith("cache/models is not there; ask your admin to make it.");
    }

    @Test
    void aUserWhoIsAnotherAccountIsToldWhoTheJobsBelongTo() {
        String account = System.getProperty("user.name");
        assertThat(checks.of(profile("shamu")))
                .contains(new ProfileCheck(
                        "user",
                        false,
                        "The user is shamu, but Blackfish runs as " + account
                                + ", and so do its jobs; give the profile the user " + account + "."));
    }

    @Test
    void aSharedFolderThatMayNotBeReadIsSaidSo() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        hosts.close(temporary.resolve("cache"));
        assertThat(sentence("cache_dir")).contains("may not be read by this account on localhost");
    }

    private String sentence(String name) {
        return checks.of(profile()).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .sentence();
    }
}
