package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiersTest {
    private static final String GOOD = """
            time: {default: 5, max: 10}
            partitions:
              gpu:
                tiers:
                  - {name: A, description: d, max_model_size_gb: 1, gpu_count: 0, cpu_cores: 1, memory_gb: 1}
            """;
    private static final String BAD = GOOD.replace("cpu_cores: 1", "cpu_cores: x");

    @TempDir
    Path cache;

    @TempDir
    Path kept;

    private final ClosedHosts hosts = new ClosedHosts();
    private Tiers tiers = tiers(Path.of("/none"));
    private Profile profile = new LocalProfile("p", Path.of("/h"), Path.of("/c"), true);
    private Path file = Path.of("");

    @BeforeEach
    void aCacheOfItsOwn() {
        profile = new LocalProfile("p", Path.of("/h"), cache, true);
        file = cache.resolve("resource_specs.yaml");
        restart();
    }

    private void restart() {
        tiers = tiers(kept);
    }

    private Tiers tiers(Path home) {
        return new Tiers(hosts, Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString())));
    }

    @Test
    void aRestartInFrontOfAWrongFileKeepsTheVersionThatWasReadBefore() throws IOException {
        Files.writeString(file, GOOD);
        TiersInForce good = tiers.of(profile);
        Files.writeString(file, BAD + "\n");
        restart();
        TiersInForce now = tiers.of(profile);
        assertThat(now.file()).isEqualTo(good.file());
        assertThat(now.notice()).startsWith(file + " has an error; the last good version, read at ");
        hosts.close(cache);
        restart();
        assertThat(tiers.of(profile).file()).isEqualTo(good.file());
    }

    @Test
    void whoFirstComesToAWrongFileGetsTheVersionThatAnAdminPublishedLast() throws IOException {
        TierHistory history = new TierHistory(hosts.of(profile), cache);
        history.add("ada", "login1", Instant.EPOCH, "published", GOOD.replace("max: 10", "max: 7"));
        history.add("ada", "login1", Instant.now(), "published", GOOD);
        Files.writeString(file, BAD);
        assertThat(tiers.of(profile).file().time()).isEqualTo(new Times(5, 10));
    }

    @Test
    void aFileThatWasTakenAwayDoesNotComeBackAfterARestart() throws IOException {
        Files.writeString(file, GOOD);
        tiers.of(profile);
        Files.delete(file);
        tiers.of(profile);
        restart();
        Files.writeString(file, BAD);
        assertThat(tiers.of(profile).source()).isEqualTo("built-in defaults");
    }

    @Test
    void aPublishedVersionIsTheLastGoodOneAlsoAfterTheFileWasTakenAway() throws IOException {
        new TierHistory(hosts.of(profile), cache).add("ada", "login1", Instant.EPOCH, "published", GOOD);
        Files.writeString(file, GOOD);
        tiers.of(profile);
        Files.delete(file);
        assertThat(tiers.of(profile).source()).isEqualTo("built-in defaults");
        restart();
        Files.writeString(file, BAD);
        assertThat(tiers.of(profile).file().time()).isEqualTo(new Times(5, 10));
        assertThat(tiers.of(profile).notice()).contains("the last good version, read at 1970-01-01T00:00:00Z");
    }

    @Test
    void whereNothingCanBeKeptAGoodFileCountsAllTheSame() throws IOException {
        tiers = tiers(Files.createFile(kept.resolve("file")));
        Files.writeString(file, GOOD);
        assertThat(tiers.of(profile).notice()).isNull();
        Files.writeString(file, BAD + "\n");
        assertThat(tiers.of(profile).file().time()).isEqualTo(new Times(5, 10));
    }

    @Test
    void withoutAFileTheBuiltInTiersAreInForce() {
        TiersInForce inForce = tiers.of(profile);
        assertThat(inForce.file()).isEqualTo(TierFile.builtIn());
        assertThat(inForce.source()).isEqualTo("built-in defaults");
        assertThat(inForce.problems()).isEmpty();
        assertThat(inForce.notice()).isNull();
        assertThat(tiers.of(profile)).isSameAs(inForce);
    }

    @Test
    void theFileIsReadOnceUntilItsTimeOrSizeChanges() throws IOException {
        Files.writeString(file, GOOD);
        TiersInForce first = tiers.of(profile);
        assertThat(first.source()).isEqualTo(file.toString());
        assertThat(first.file().time()).isEqualTo(new Times(5, 10));
        assertThat(tiers.of(profile)).isSameAs(first);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, GOOD.replace("max: 10", "max: 100"));
        Files.setLastModifiedTime(file, time);
        assertThat(tiers.of(profile).file().time().maxMinutes()).isEqualTo(100);
        Files.writeString(file, GOOD.replace("max: 10", "max: 200"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(tiers.of(profile).file().time().maxMinutes()).isEqualTo(200);
    }

    @Test
    void aFileThatWasAwayForAMomentHasNotLostItsLastGoodVersion() throws IOException {
        Files.writeString(file, GOOD);
        TiersInForce good = tiers.of(profile);
        Files.delete(file);
        assertThat(tiers.of(profile).file()).isNotEqualTo(good.file());
        Files.writeString(file, BAD);
        assertThat(tiers.of(profile).file()).isEqualTo(good.file());
    }

    @Test
    void aFileWithErrorsLeavesTheLastGoodVersionInForceAndSaysSo() throws IOException {
        Files.writeString(file, GOOD);
        TiersInForce good = tiers.of(profile);
        Files.writeString(file, BAD + "\n");
        TiersInForce now = tiers.of(profile);
        assertThat(now.file()).isEqualTo(good.file());
        assertThat(now.readAt()).isEqualTo(good.readAt());
        assertThat(now.source()).isEqualTo(file.toString());
        assertThat(now.problems()).extracting(Finding::line).containsExactly(5);
        assertThat(now.notice())
                .startsWith(file + " has an error; the last good version, read at ")
                .endsWith(", stays in force until it is mended.");
        Files.writeString(file, GOOD);
        assertThat(tiers.of(profile).notice()).isNull();
    }

    @Test
    void aFileThatNeverWasGoodLeavesTheBuiltInTiersInForceAndSaysSo() throws IOException {
        Files.writeString(file, BAD);
        TiersInForce now = tiers.of(profile);
        assertThat(now.source()).isEqualTo("built-in defaults");
        assertThat(now.problems()).hasSize(1);
        assertThat(now.notice())
                .isEqualTo(file + " has an error; the built-in default tiers are in force until it is mended.");
    }

    @Test
    void warningsDoNotKeepAFileOutOfForce() throws IOException {
        Files.writeString(file, GOOD + "colour: red\n");
        TiersInForce now = tiers.of(profile);
        assertThat(now.source()).isEqualTo(file.toString());
        assertThat(now.problems()).hasSize(1);
        assertThat(now.notice()).isNull();
    }

    @Test
    void aFileTakenAwayGivesTheBuiltInTiersBack() throws IOException {
        Files.writeString(file, GOOD);
        tiers.of(profile);
        Files.delete(file);
        assertThat(tiers.of(profile).source()).isEqualTo("built-in defaults");
        assertThat(tiers.of(profile).notice()).isNull();
    }

    @Test
    void aCacheThatMayNotBeReadKeepsTheLastGoodVersion() throws IOException {
        Files.writeString(file, GOOD);
        tiers.of(profile);
        hosts.close(cache);
        TiersInForce now = tiers.of(profile);
        assertThat(now.file().time()).isEqualTo(new Times(5, 10));
        assertThat(now.notice()).startsWith(file + " could not be read; the last good version, read at ");
        assertThat(now.problems())
                .extracting(Finding::sentence)
                .containsExactly(cache + " may not be read or written by this account.");
        hosts.close(Path.of("/none"));
        assertThat(tiers.of(profile).notice()).isNull();
    }

    @Test
    void aCacheThatVanishesForAMomentKeepsTheLastGoodVersion() throws IOException {
        Files.writeString(file, GOOD);
        tiers.of(profile);
        Path away = Files.move(cache, cache.resolveSibling("away"));
        TiersInForce now = tiers.of(profile);
        assertThat(now.file().time()).isEqualTo(new Times(5, 10));
        assertThat(now.notice()).startsWith(file + " could not be read; the last good version, read at ");
        Files.move(away, cache);
        assertThat(tiers.of(profile).notice()).isNull();
    }

    @Test
    void aMissingCacheIsToldAndTheBuiltInTiersAreInForce() {
        Path nowhere = cache.resolve("nowhere");
        TiersInForce now = tiers.of(new LocalProfile("p", Path.of("/h"), nowhere, true));
        assertThat(now.notice())
                .isEqualTo(nowhere.resolve("resource_specs.yaml") + " could not be read; the built-in default tiers are"
                        + " in force until it is mended.");
        assertThat(now.problems())
                .extracting(Finding::sentence)
                .containsExactly("The cache_dir " + nowhere + " does not exist, so no tiers could be read from it.");
    }
}
