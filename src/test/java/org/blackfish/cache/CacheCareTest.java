package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackfish.image.PinnedImages;
import org.blackfish.image.StagedImages;
import org.blackfish.model.Models;
import org.blackfish.problem.AccessRefused;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;
import org.blackfish.profile.ThisMachine;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCareTest {
    @TempDir
    Path temporary;

    private final Hosts hosts = new StrictHosts();
    private final Set<Path> underWay = new HashSet<>();
    private final Set<Path> begunMeanwhile = new HashSet<>();
    private final CacheCare care = care(Map.of());
    private boolean unknown;

    /** As an account meets it that is not root: nothing leaves a folder without the right to write there. */
    private static final class StrictHosts extends ThisMachine {
        @Override
        public void remove(Path path) {
            try (var tree = Files.walk(path)) {
                if (isClosed(path.resolveSibling("")) || tree.anyMatch(StrictHosts::isClosed)) {
                    throw new AccessRefused(path.toString(), path + " may not be read or written by this account.");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            super.remove(path);
        }

        private static boolean isClosed(Path path) {
            try {
                return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private CacheCare care(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        return new CacheCare(
                hosts,
                new StagedImages(hosts, new PinnedImages(settings, hosts), changed -> {}),
                new Models(hosts, Clock.systemUTC(), settings),
                profile -> {
                    if (unknown) {
                        throw new AccessRefused("note.json", "The pulls are not known.");
                    }
                    Set<Path> now = Set.copyOf(underWay);
                    underWay.addAll(begunMeanwhile);
                    return now;
                },
                settings,
                Clock.systemUTC());
    }

    private Path cache() {
        // A cache may itself lie in a folder of the name that ours has in it.
        return temporary.resolve(".blackfish");
    }

    private Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), cache(), true);
    }

    private Path put(String path, String mode, Duration age) throws IOException {
        Path file = cache().resolve(path);
        for (Path folder = file.getParent(); !Files.exists(folder); folder = file.getParent()) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    private List<String> found(Trouble trouble) {
        return care.look(profile()).of(trouble).stream()
                .map(finding -> cache().relativize(finding.path()).toString())
                .sorted()
                .toList();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void whatOthersCannotReadIsFoundAndSharedWithoutTakingAnythingAway() throws IOException {
        Path weights = put("models/models--a--b/blobs/1", "rw-------", Duration.ZERO);
        Path script = put("images/tool", "rwxrwx---", Duration.ZERO);
        put("images/open", "rw-r--r--", Duration.ZERO);
        put(".blackfish/locks/x.lock", "rw-------", Duration.ZERO);
        Files.setPosixFilePermissions(weights.resolveSibling(""), PosixFilePermissions.fromString("rwx------"));
        assertThat(found(Trouble.CLOSED))
                .containsExactly("images/tool", "models/models--a--b/blobs", "models/models--a--b/blobs/1");
        assertThat(care.share(profile())).isEqualTo(3);
        assertThat(found(Trouble.CLOSED)).isEmpty();
        assertThat(mode(weights)).isEqualTo("rw-r--r--");
        assertThat(mode(weights.resolveSibling(""))).isEqualTo("rwxr-xr-x");
        assertThat(mode(script)).isEqualTo("rwxrwxr-x");
    }

    @Test
    void onlyOldLeftoversAndBrokenLinksAreRubbish() throws IOException {
        Path old = put("models/models--a--b/blobs/1.incomplete", "rw-r--r--", Duration.ofDays(2));
        put("models/models--a--b/blobs/2.incomplete", "rw-r--r--", Duration.ofMinutes(5));
        put("images/tmp-copy-77", "rw-r--r--", Duration.ofDays(3));
        Path weights = put("models/models--a--b/blobs/3", "rw-r--r--", Duration.ofDays(9));
        Path snapshot = Files.createDirectories(cache().resolve("models/models--a--b/snapshots/s"));
        Files.createSymbolicLink(snapshot.resolve("good.bin"), Path.of("../../blobs/3"));
        Files.createSymbolicLink(snapshot.resolve("bad.bin"), Path.of("../../blobs/4"));
        assertThat(found(Trouble.PARTIAL))
                .containsExactly("images/tmp-copy-77", "models/models--a--b/blobs/1.incomplete");
        assertThat(found(Trouble.BROKEN_LINK)).containsExactly("models/models--a--b/snapshots/s/bad.bin");
        assertThat(care.clean(profile())).isEqualTo(3);
        assertThat(old).doesNotExist();
        assertThat(weights).exists();
        assertThat(snapshot.resolve("good.bin")).exists();
        assertThat(cache().resolve("models/models--a--b/blobs/2.incomplete")).exists();
        assertThat(care.clean(profile())).isZero();
    }

    @Test
    void aLinkOutOfTheFolderIsShownButLeftForAPerson() throws IOException {
        Files.createDirectories(cache().resolve("models"));
        Path far = Files.createSymbolicLink(
                cache().resolve("models/far"), temporary.resolve("unmounted").resolve("weights"));
        Path near = Files.createSymbolicLink(cache().resolve("models/near"), Path.of("gone"));
        assertThat(found(Trouble.OUTSIDE_LINK)).containsExactly("models/far");
        assertThat(care.clean(profile())).isEqualTo(1);
        assertThat(far).isSymbolicLink();
        assertThat(near).doesNotExist();
    }

    @Test
    void aKilledPullGoesAlthoughItsUnpackedFoldersAreClosedToTheirOwner() throws IOException {
        Path inner = put("images/.pulling/x_1.sif/blackfish-pull.abcdefgh/rootfs/locked/a", "r--r--r--", Duration.ZERO);
        Files.setPosixFilePermissions(inner.resolveSibling(""), PosixFilePermissions.fromString("r-xr-xr-x"));
        Path killed = cache().resolve("images/.pulling/x_1.sif");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(care.clean(profile())).isEqualTo(1);
        assertThat(killed).doesNotExist();
    }

    @Test
    void whatAKilledPullUnpackedOnAnotherDiskGoesWithItsFolder() throws IOException {
        Path work = Files.createDirectories(temporary.resolve("scratch/blackfish-pull.abcdefgh/tmp"));
        Path killed = put("images/.pulling/x_1.sif/note.json", "rw-r--r--", Duration.ofDays(2))
                .resolveSibling("");
        Outcome host = hosts.of(profile()).run(Command.of(Duration.ofSeconds(20), "hostname"));
        Files.writeString(
                killed.resolve("work.abcdefgh"), host.stdout().strip() + " " + work.resolveSibling("") + "\n");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(care.clean(profile())).isEqualTo(1);
        assertThat(killed).doesNotExist();
        assertThat(temporary.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void aKilledPullThatUnpackedOnAnotherHostStaysToTellOfIt() throws IOException {
        Path note = put("images/.pulling/x_1.sif/work.abcdefgh", "rw-r--r--", Duration.ofDays(2));
        Files.writeString(note, "another-host /scratch/blackfish-pull.abcdefgh\n");
        Path killed = note.resolveSibling("");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThatThrownBy(() -> care.clean(profile()))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("Removed 0 of 1 leftovers; " + killed + " stayed: its files work.* tell on which host and"
                        + " where there are unpacked files that could not be removed from here; remove those, then that"
                        + " folder.");
        assertThat(note).exists();
    }

    @Test
    void aPullThatIsBegunAgainWhileOthersAreCleanedIsLeftAlone() throws IOException {
        Path begun = put("images/.pulling/x_1.sif/note.json", "rw-r--r--", Duration.ofDays(2))
                .resolveSibling("");
        Files.setLastModifiedTime(begun, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        begunMeanwhile.add(begun);
        assertThatThrownBy(() -> care.clean(profile()))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("Removed 0 of 1 leftovers; " + begun + " stayed: a pull was begun there meanwhile.");
        assertThat(begun.resolve("note.json")).exists();
    }

    @Test
    void whatCannotBeRemovedIsNamedAndTheRestGoes() throws IOException {
        Path stuck = put("models/locked/1.part", "rw-r--r--", Duration.ofDays(2));
        Path old = put("models/other/2.part", "rw-r--r--", Duration.ofDays(2));
        Path folder = stuck.resolveSibling("");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> care.clean(profile()))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("Removed 1 of 2 leftovers; " + stuck + " stayed: " + stuck
                        + " may not be read or written by this account.");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(old).doesNotExist();
    }

    @Test
    void whatAPullInAQueueOrAPausedDownloadHasIsNoLeftover() throws IOException {
        Path paused = put("models/models--a--b/blobs/1.incomplete", "rw-r--r--", Duration.ofDays(9));
        put("images/.pulling/x_1.sif/note.json", "rw-r--r--", Duration.ofDays(9));
        Path queued = cache().resolve("images/.pulling/x_1.sif");
        Files.setLastModifiedTime(queued, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        underWay.addAll(List.of(queued, cache().resolve("models/models--a--b")));
        assertThat(found(Trouble.PARTIAL)).isEmpty();
        assertThat(care.clean(profile())).isZero();
        underWay.clear();
        assertThat(care.clean(profile())).isEqualTo(2);
        assertThat(paused).doesNotExist();
    }

    @Test
    void whereNobodyKnowsWhatIsUnderWayNothingIsALeftover() throws IOException {
        Path old = put("models/models--a--b/blobs/1.incomplete", "rw-r--r--", Duration.ofDays(9));
        unknown = true;
        assertThat(care.clean(profile())).isZero();
        assertThat(old).exists();
    }

    @Test
    void whatHuggingFacesOwnProgramsKeepInTheSharedFolderIsLeftAlone() throws IOException {
        Path token = put("hf/token", "rw-------", Duration.ZERO);
        Path partial = put("hf/hub/models--a--b/blobs/1.incomplete", "rw-------", Duration.ofDays(9));
        Path elsewhere = put("hub/models--a--b/blobs/1.incomplete", "rw-------", Duration.ofDays(9));
        CacheCare careful = care(Map.of(
                "HF_HOME", cache().resolve("hf").toString(),
                "BLACKFISH_HF_CACHE", cache().resolve("hub").toString()));
        assertThat(careful.look(profile()).findings())
                .extracting(Finding::path)
                .doesNotContain(token, partial, elsewhere);
        assertThat(careful.share(profile())).isZero();
        assertThat(careful.clean(profile())).isZero();
        assertThat(mode(token)).isEqualTo("rw-------");
    }

    @Test
    void aTokenStaysClosedWhereTheSharedFolderIsTheHomeOfThosePrograms() throws IOException {
        Path token = put("token", "rw-------", Duration.ZERO);
        Path weights = put("models/models--a--b/blobs/1", "rw-------", Duration.ZERO);
        CacheCare careful = care(Map.of("HF_HOME", cache().toString()));
        assertThat(careful.share(profile())).isEqualTo(1);
        assertThat(mode(token)).isEqualTo("rw-------");
        assertThat(mode(weights)).isEqualTo("rw-r--r--");
    }

    @Test
    void unneededImagesAndModelsThatCannotRunAreNamedWithTheReason() throws IOException {
        put("images/llama.cpp_server-b9.sif", "rw-r--r--", Duration.ZERO);
        put("images/llama.cpp_server-b11549.sif", "rw-r--r--", Duration.ZERO);
        put("models/models--a--b/snapshots/" + "c".repeat(40) + "/config.json", "rw-r--r--", Duration.ZERO);
        CacheHealth health = care.look(profile());
        assertThat(health.of(Trouble.UNNEEDED_IMAGE))
                .singleElement()
                .extracting(Finding::detail)
                .isEqualTo("another version; this one needs server-b11549");
        assertThat(health.of(Trouble.NO_WEIGHTS))
                .singleElement()
                .extracting(Finding::detail)
                .isEqualTo("a/b: it holds no weights");
        assertThat(health.whole()).isTrue();
        assertThat(health.space().orElseThrow().free()).isPositive();
    }

    @Test
    void inACacheThatIsTheHomeOnlyModelsAndImagesAreTouched() throws IOException {
        Path token = put("auth_token", "rw-------", Duration.ZERO);
        Path image = put("images/x_1.sif", "rw-------", Duration.ZERO);
        Profile own = new LocalProfile("p", cache(), cache(), true);
        assertThat(care.look(own).shared()).isFalse();
        assertThat(care.share(own)).isEqualTo(1);
        assertThat(mode(token)).isEqualTo("rw-------");
        assertThat(mode(image)).isEqualTo("rw-r--r--");
    }

    @Test
    void roomAndQuotaAreReadAsTheProgramsPrintThem() {
        assertThat(Space.parse("""
                        Filesystem     1-blocks        Used   Available Capacity Mounted on
                        nas:/vol 1000000000 600000000 400000000      60% /cache
                        """)).contains(new Space("nas:/vol", 1_000_000_000, 400_000_000));
        assertThat(Space.parse("df: /nowhere: No such file or directory\n")).isEmpty();
        String quota = """
                Disk quotas for user ada (uid 1001):
                     Filesystem  blocks   quota   limit   grace   files
                       nas:/vol  1000*  2000   3000       0       7
                """;
        assertThat(Quota.parse(quota, "nas:/vol")).contains(new Quota(1_024_000, 3_072_000));
        assertThat(Quota.parse(quota, "other")).isEmpty();
    }
}
