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
        return new SlurmProfile("lab", "localhost", "u", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    @Test
    void whatIsThereIsSaidSo() throws IOException {
        Files.createDirectories(temporary.resolve("cache/models"));
        Files.createDirectories(temporary.resolve("cache/images"));
        Files.writeString(temporary.resolve("cache/resource_specs.yaml"), "");
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
                                "cache_dir/resource_specs.yaml",
                                true,
                                temporary.resolve("cache/resource_specs.yaml") + " is there."));
        assertThat(temporary.resolve("home/jobs")).isDirectory();
    }

    @Test
    void whatIsMissingHasARemedyAndStopsNoOtherLook() {
        assertThat(checks.of(profile()))
                .extracting(ProfileCheck::name)
                .containsExactly(
                        "home_dir",
                        "cache_dir",
                        "cache_dir/models",
                        "cache_dir/images",
                        "cache_dir/resource_specs.yaml",
                        "slurm");
        assertThat(sentence("cache_dir")).contains("is not a folder on localhost", "ask your admin");
        assertThat(sentence("cache_dir/models")).endsWith("cache/models is not there; ask your admin to make it.");
        assertThat(sentence("cache_dir/resource_specs.yaml")).endsWith("the built-in tiers are offered until it is.");
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
