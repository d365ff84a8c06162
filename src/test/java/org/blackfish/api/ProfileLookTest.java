package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.blackfish.image.Images;
import org.blackfish.image.PinnedImages;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.ProfileCheck;
import org.blackfish.profile.ProfileChecks;
import org.blackfish.profile.ProfileFolders;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.settings.Settings;
import org.blackfish.tier.Tiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLookTest {
    @TempDir
    Path temporary;

    private Path cache = Path.of("");

    @BeforeEach
    void aSite() throws IOException {
        cache = Files.createDirectories(temporary.resolve("cache"));
        Files.createDirectories(cache.resolve("models"));
        Files.createDirectories(cache.resolve("images"));
    }

    @Test
    void aSiteWithoutTiersOfItsOwnIsInOrder() {
        assertThat(found("cache_dir/resource_specs.yaml"))
                .isEqualTo(new ProfileCheck(
                        "cache_dir/resource_specs.yaml",
                        true,
                        cache.resolve("resource_specs.yaml") + " is not there, so the built-in tiers are offered."));
    }

    @Test
    void aBrokenTierFileIsWrongAndSaysWhere() throws IOException {
        Files.writeString(cache.resolve("resource_specs.yaml"), "partitions:\n  - [\n");
        ProfileCheck found = found("cache_dir/resource_specs.yaml");
        assertThat(found.good()).isFalse();
        assertThat(found.sentence())
                .startsWith(
                        cache.resolve("resource_specs.yaml") + " has an error; the built-in default tiers are in force")
                .contains("The first error: line ");
    }

    @Test
    void aGoodTierFileIsSaidSo() throws IOException {
        Files.copy(Path.of("testbed/demo/resource_specs.yaml"), cache.resolve("resource_specs.yaml"));
        assertThat(found("cache_dir/resource_specs.yaml").sentence())
                .isEqualTo(cache.resolve("resource_specs.yaml") + " is there and can be read.");
    }

    @Test
    void oneStagedImageIsEnoughAndNoneIsNot() throws IOException {
        ProfileCheck none = found("images");
        assertThat(none.good()).isFalse();
        assertThat(none.sentence())
                .startsWith("No image is staged; ask your admin to pull one of ")
                .contains("site/engine:7 (text_generation)");
        Files.writeString(cache.resolve("images/engine_7.sif"), "");
        ProfileCheck one = found("images");
        assertThat(one.good()).isTrue();
        assertThat(one.sentence()).startsWith("Staged images: site/engine:7 (text_generation). Not staged: ");
    }

    @Test
    void whatRunsContainersIsNamedOrItsAbsenceRemarked() {
        ProfileCheck found = found("containers");
        assertThat(found.good()).isTrue();
        assertThat(found.sentence())
                .matches("Containers are run by (apptainer|singularity).*[.]"
                        + "|Neither apptainer nor singularity can be run on localhost; the nodes need one of them.*");
    }

    @Test
    void theProfilesOwnChecksComeFirst() {
        assertThat(all())
                .extracting(ProfileCheck::name)
                .containsExactly(
                        "home_dir",
                        "cache_dir",
                        "cache_dir/models",
                        "cache_dir/images",
                        "user",
                        "slurm",
                        "containers",
                        "cache_dir/resource_specs.yaml",
                        "images");
    }

    private ProfileCheck found(String name) {
        return all().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<ProfileCheck> all() {
        Settings settings = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR",
                temporary.resolve("home").toString(),
                "BLACKFISH_TEXT_GENERATION_IMAGE",
                "site/engine:7"));
        Hosts hosts = new Hosts();
        ProfileLook look = new ProfileLook(
                new ProfileChecks(hosts, new ProfileFolders(hosts)),
                hosts,
                new Tiers(hosts, settings),
                new PinnedImages(settings, hosts),
                new Images(settings, hosts));
        SlurmProfile profile = new SlurmProfile("lab", "localhost", "u", temporary.resolve("home"), cache, true);
        return look.of(profile);
    }
}
