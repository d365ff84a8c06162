package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ThisMachine;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong file of {@code tiers/wrong}: what is found where, and that the last good file stays in force. */
class WrongTierFilesTest {
    @TempDir
    Path cache;

    @TempDir
    Path kept;

    private final ClosedHosts hosts = new ClosedHosts();
    private Tiers tiers = new Tiers(hosts, Settings.from(Map.of()));
    private Profile profile = new LocalProfile("p", Path.of("/h"), Path.of("/c"), true);
    private Path file = Path.of("");

    @BeforeEach
    void aCacheWithAGoodFile() throws IOException {
        profile = new LocalProfile("p", Path.of("/h"), cache, true);
        file = cache.resolve("resource_specs.yaml");
        tiers = new Tiers(hosts, Settings.from(Map.of("BLACKFISH_HOME_DIR", kept.toString())));
        Files.write(file, TierFixtures.bytes(TierFixtures.sites().getFirst()));
    }

    private static String said(Path wrong) {
        TierReading reading = TierParser.parse(TierFixtures.bytes(wrong));
        Finding first = reading.findings().stream()
                .filter(Finding::isError)
                .findFirst()
                .orElseThrow(() -> new AssertionError(wrong + " counts as good"));
        return wrong.getFileName() + "\t" + first.line() + ":" + first.column() + "\t" + first.sentence();
    }

    @Test
    void eachHasItsFindingAsListed() {
        List<String> found =
                TierFixtures.wrong().stream().map(WrongTierFilesTest::said).toList();
        assertThat(found).hasSizeGreaterThanOrEqualTo(60);
        assertThat(found)
                .containsExactlyElementsOf(TierFixtures.text(Path.of("src/test/resources/tiers/wrong/findings.tsv"))
                        .lines()
                        .toList());
    }

    @Test
    void noneEverComesIntoForceAndNoneIsTouched() throws IOException {
        TiersInForce good = tiers.of(profile);
        assertThat(good.problems()).noneMatch(Finding::isError);
        for (Path wrong : TierFixtures.wrong()) {
            byte[] bytes = TierFixtures.bytes(wrong);
            Files.write(file, bytes);
            TiersInForce now = tiers.of(profile);
            assertThat(now.file()).as(wrong.toString()).isEqualTo(good.file());
            assertThat(now.notice()).as(wrong.toString()).contains("the last good version, read at");
            assertThat(now.problems()).as(wrong.toString()).anyMatch(Finding::isError);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void aFileOfTwoMegabytesIsRefusedUnread() throws IOException {
        Files.writeString(file, "# " + "x".repeat(2 * 1024 * 1024));
        assertThat(tiers.of(profile).problems())
                .containsExactly(new Finding(
                        Finding.Level.ERROR, 1, 1, "The file is larger than 1 MiB; a tier file is a few kilobytes."));
        assertThat(tiers.of(profile).source()).isEqualTo("built-in defaults");
    }

    @Test
    void aFileThatMayNotBeReadOrIsGoneLeavesTheLastGoodOne() throws IOException {
        TiersInForce good = tiers.of(profile);
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(tiers.of(profile).file()).isEqualTo(good.file());
        assertThat(tiers.of(profile).notice()).contains("could not be read; the last good version");
    }

    @Test
    void aFileThatIsClosedToUsLeavesTheLastGoodOneUntilItIsOpenAgain() throws IOException {
        TiersInForce good = tiers.of(profile);
        Files.write(file, TierFixtures.bytes(TierFixtures.sites().getLast()));
        hosts.close(file);
        assertThat(tiers.of(profile).file()).isEqualTo(good.file());
        assertThat(tiers.of(profile).problems())
                .extracting(Finding::sentence)
                .containsExactly(file + " may not be read or written by this account.");
        hosts.close(Path.of("/none"));
        assertThat(tiers.of(profile).file()).isNotEqualTo(good.file());
    }

    @Test
    void aFileThatVanishesWhileItIsReadLeavesTheLastGoodOne() throws IOException {
        AtomicBoolean vanishes = new AtomicBoolean();
        Tiers watched = new Tiers(
                new ThisMachine() {
                    @Override
                    public byte[] read(Path path, long offset, int limit) {
                        if (vanishes.get() && path.equals(file)) {
                            throw new UnknownItem("file", path.toString(), path + " does not exist.");
                        }
                        return super.read(path, offset, limit);
                    }
                },
                Settings.from(Map.of("BLACKFISH_HOME_DIR", kept.toString())));
        TiersInForce good = watched.of(profile);
        Files.write(file, TierFixtures.bytes(TierFixtures.sites().getLast()));
        vanishes.set(true);
        assertThat(watched.of(profile).file()).isEqualTo(good.file());
        assertThat(watched.of(profile).notice()).contains("could not be read; the last good version");
        vanishes.set(false);
        assertThat(watched.of(profile).problems()).noneMatch(Finding::isError);
        assertThat(watched.of(profile).file()).isNotEqualTo(good.file());
    }

    @Test
    void whileAFileIsReplacedOverAndOverOnlyWholeOnesComeIntoForce() throws Exception {
        List<byte[]> sites =
                TierFixtures.sites().stream().map(TierFixtures::bytes).toList();
        List<TierFile> whole = new ArrayList<>();
        for (byte[] site : sites) {
            whole.add(TierParser.parse(site).file());
        }
        Thread writer = Thread.ofVirtual().start(() -> replace(sites, 300));
        while (writer.isAlive()) {
            assertThat(whole).contains(tiers.of(profile).file());
        }
    }

    private void replace(List<byte[]> sites, int times) {
        for (int i = 0; i < times; i++) {
            try {
                Path next = cache.resolve(String.format(Locale.ROOT, "next-%d", i));
                Files.write(next, sites.get(i % sites.size()));
                Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
