package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Admins;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedLock;
import org.blackfish.profile.SharedLocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TierDeskTest {
    private static final String FIRST = TierYaml.render(TierFile.builtIn());
    private static final String SECOND = "# second\n" + FIRST;
    private static final String US = System.getProperty("user.name");

    @TempDir
    Path cache;

    private final ClosedHosts hosts = new ClosedHosts();
    private final SharedLocks locks = new SharedLocks(hosts);
    private final TierDesk desk = new TierDesk(hosts, new Admins(hosts), locks);
    private Profile profile = new LocalProfile("p", Path.of("/h"), Path.of("/c"), true);
    private Path file = Path.of("");

    @BeforeEach
    void aCacheOfItsOwn() {
        profile = new LocalProfile("p", Path.of("/h"), cache, true);
        file = cache.resolve("resource_specs.yaml");
    }

    private void publish(String yaml) {
        assertThat(desk.publish(profile, yaml, desk.open(profile).version(), "published"))
                .isNull();
    }

    private List<String> notes() {
        return desk.history(profile).stream()
                .map(version -> version.number() + " " + version.note() + " by " + version.author())
                .toList();
    }

    @Test
    void theFirstFileIsPublishedForEverybody() throws IOException {
        assertThat(desk.open(profile).exists()).isFalse();
        publish(FIRST);
        assertThat(Files.readString(file)).isEqualTo(FIRST);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(notes()).containsExactly("1 published by " + US);
    }

    @Test
    void aFileWrittenByHandKeepsItsModeAndHasItsPlaceInTheHistory() throws IOException {
        Files.writeString(file, FIRST);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        publish(SECOND);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        assertThat(notes()).containsExactly("2 published by " + US, "1 found on disk by unknown");
        assertThat(desk.version(profile, 1).yaml()).isEqualTo(FIRST);
    }

    @Test
    void aLinkIntoTheSitesCheckoutStaysALink() throws IOException {
        Path real = Files.writeString(
                Files.createDirectory(cache.resolve("checkout")).resolve("tiers.yaml"), FIRST);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-r--"));
        Files.createSymbolicLink(file, Path.of("checkout/tiers.yaml"));
        publish(SECOND);
        assertThat(file).isSymbolicLink();
        assertThat(real).hasContent(SECOND);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void anEmptyFileIsToldFromOneThatIsNoText() throws IOException {
        Files.createFile(file);
        assertThat(desk.open(profile).size()).isZero();
        Files.write(file, new byte[] {'a', (byte) 0xe9});
        assertThat(desk.open(profile).yaml()).isEmpty();
        assertThat(desk.open(profile).size()).isEqualTo(2);
        assertThat(desk.open(profile).reading().findings()).isNotEmpty();
    }

    @Test
    void aFileThatChangedSinceItWasOpenedIsNotOverwritten() throws IOException {
        publish(FIRST);
        String opened = desk.open(profile).version();
        publish(SECOND);
        assertThatThrownBy(() -> desk.publish(profile, FIRST, opened, "published"))
                .isInstanceOf(WrongState.class)
                .hasMessage(
                        file + " was changed by " + US + " since you opened it, so nothing was published; compare both"
                                + " versions and publish again.");
        Files.writeString(file, "by hand: 1\n");
        assertThatThrownBy(() -> desk.publish(profile, FIRST, opened, "published"))
                .hasMessageStartingWith(file + " was changed since you opened it");
        assertThat(Files.readString(file)).isEqualTo("by hand: 1\n");
    }

    @Test
    void aFileThatIsNoTextIsNotReplacedSinceTheHistoryCannotKeepIt() throws IOException {
        byte[] latin = FIRST.replaceFirst("\n", " # f\u00fcr alle\n").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);
        assertThatThrownBy(() -> publish(SECOND))
                .isInstanceOf(WrongState.class)
                .hasMessage(file
                        + " is no UTF-8 text of at most 1 MiB, so the history cannot keep it; give it another name,"
                        + " then publish again.");
        assertThat(Files.readAllBytes(file)).isEqualTo(latin);
    }

    @Test
    void aTextWithErrorsIsRefusedWithTheFirstOne() {
        assertThatThrownBy(() -> desk.publish(profile, "partitions: {}\n", TierDocument.NONE, "published"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("Line 1, column 13: partitions is empty; name at least one partition with its tiers.");
        assertThat(file).doesNotExist();
        assertThat(notes()).isEmpty();
    }

    @Test
    void whoeverIsNoAdminOpensNothing() {
        hosts.close(cache);
        assertThatThrownBy(() -> desk.open(profile)).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> desk.publish(profile, FIRST, TierDocument.NONE, "published"))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> desk.history(profile)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void whileOneAdminPublishesTheOtherIsTold() {
        try (SharedLock lock = locks.take(profile, "tiers", "publishing tiers")) {
            assertThatThrownBy(() -> publish(FIRST))
                    .hasMessageContaining("is publishing tiers since")
                    .hasMessageEndingWith("try again when that is done.");
            assertThat(lock.isHeld()).isTrue();
        }
        publish(FIRST);
    }

    @Test
    void anOldVersionIsPutInForceAgain() throws IOException {
        publish(FIRST);
        publish(SECOND);
        desk.restore(profile, 1, desk.open(profile).version());
        assertThat(Files.readString(file)).isEqualTo(FIRST);
        assertThat(notes())
                .containsExactly("3 restored version 1 by " + US, "2 published by " + US, "1 published by " + US);
        assertThatThrownBy(() -> desk.version(profile, 9))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("The history of the tiers has no version 9.");
    }

    @Test
    void aHistoryThatCannotBeWrittenIsToldAndTheTiersAreInForce() throws IOException {
        Files.createDirectories(cache.resolve(".blackfish"));
        Files.writeString(cache.resolve(".blackfish/tiers"), "no folder");
        hosts.close(cache.resolve(".blackfish/tiers"));
        assertThat(desk.publish(profile, FIRST, TierDocument.NONE, "published"))
                .startsWith("The tiers are in force, but their history could not be written: ");
        assertThat(Files.readString(file)).isEqualTo(FIRST);
    }

    @Test
    void aVersionThatIsSpoiltIsLeftOut() throws IOException {
        publish(FIRST);
        publish(SECOND);
        Files.writeString(cache.resolve(".blackfish/tiers/000001.json"), "{\"author\":");
        assertThat(notes()).containsExactly("2 published by " + US);
    }

    @Test
    void ofManyWhoPublishAtTheSameTimeOneIsFirstAndAllOthersAreTold() throws Exception {
        publish(FIRST);
        String opened = desk.open(profile).version();
        List<Callable<Boolean>> admins = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String yaml = "# admin " + i + "\n" + FIRST;
            admins.add(() -> {
                try {
                    desk.publish(profile, yaml, opened, "published");
                    return true;
                } catch (WrongState told) {
                    return false;
                }
            });
        }
        int published = 0;
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : many.invokeAll(admins)) {
                published += outcome.get() ? 1 : 0;
            }
        }
        assertThat(published).isEqualTo(1);
        assertThat(desk.history(profile).getFirst().yaml()).isEqualTo(Files.readString(file));
        assertThat(cache.resolve(".blackfish/locks")).isEmptyDirectory();
    }
}
