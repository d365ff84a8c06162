package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    private static final byte[] WEIGHTS = TransferTest.bytes(3_000_000);
    private static final String ETAG = FakeHub.name(WEIGHTS, true);

    @TempDir
    Path root;

    private FakeHub hub;
    private Path blobs;

    @BeforeEach
    void open() throws Exception {
        hub = new FakeHub().with("model.safetensors", WEIGHTS);
        blobs = Files.createDirectories(root.resolve("models--acme--tiny/blobs"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatAnotherDownloadFillsNowSurvivesTheEndOfOurs() throws Exception {
        Path common = Files.write(blobs.resolve(ETAG + ".blackfish.incomplete"), new byte[5]);
        Path lone = Files.write(blobs.resolve(ETAG + ".feedc0de.incomplete"), new byte[5]);
        Repository repository = FakeHub.repository(hub.order(root));
        Path lock = repository.lock(hub.order(root).pieces().getFirst());
        try (HeldLock theirs = HeldLock.take(lock)) {
            assertThat(theirs.state()).isEqualTo(HeldLock.State.HELD);
            repository.clear();
            assertThat(common).exists();
            assertThat(lone).doesNotExist();
        }
        repository.clear();
        assertThat(common).doesNotExist();
    }

    @Test
    void theListingOfARevisionThatNeverCameGoesWithItsDownload() throws Exception {
        Path work = Files.createDirectory(root.resolve("work"));
        Repository repository = new Repository(hub.order(root), new Written(work));
        Path listing = root.resolve("models--acme--tiny/trees/" + FakeHub.COMMIT + ".json");
        repository.prepare("{}");
        assertThat(listing).hasContent("{}");
        repository.clear();
        assertThat(listing).doesNotExist();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void aRevisionWithoutItsNameLiesInsideItsRepository() throws Exception {
        Repository repository = FakeHub.repository(hub.order(root));
        repository.prepare("");
        List<Piece> clash = List.of(new Piece("a", 3, ETAG, true), new Piece("a/b", 3, ETAG, true));
        assertThatThrownBy(() -> repository.link(clash)).isInstanceOf(Failure.class);
        assertThat(root).isDirectoryNotContaining("glob:**/.blackfish-*");
        assertThat(root.resolve("models--acme--tiny")).isDirectoryContaining("glob:**/.blackfish-*");
        repository.clear();
        assertThat(root.resolve("models--acme--tiny")).isDirectoryNotContaining("glob:**/.blackfish-*");
    }

    @Test
    void aFullDiskIsToldWithTheFileThatWasWritten() throws Exception {
        Path full = Path.of("/dev/full");
        assertThatThrownBy(() -> Repository.fill(full, new byte[1]))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        said -> assertThat(said.getFile()).isEqualTo(full.toString()))
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aLinkThatSomebodyPlantedIsReplacedAndNotFilled() throws Exception {
        Path precious = Files.writeString(root.resolve("authorized_keys"), "keys");
        Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rw-------"));
        Order order =
                hub.with("config.json", "{}".getBytes(StandardCharsets.UTF_8)).order(root, true, 0);
        Files.createSymbolicLink(root.resolve("CACHEDIR.TAG.feedc0de.tmp"), precious);
        for (Piece piece : order.pieces()) {
            Files.createSymbolicLink(blobs.resolve(Repository.partial(piece.etag())), precious);
            Files.createSymbolicLink(blobs.resolve(piece.etag() + ".feedc0de.incomplete"), precious);
        }
        try (Web web = new Web(new Site(hub.address(), "", "test/1"), Map.of())) {
            new Transfer(order, FakeHub.repository(order), web, new Tally()).run("");
        }
        assertThat(precious).hasContent("keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(precious)))
                .isEqualTo("rw-------");
        assertThat(blobs.resolve(ETAG)).hasBinaryContent(WEIGHTS);
        assertThat(Files.isRegularFile(blobs.resolve(ETAG), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void aLockIsFreeAtOnceWhenWhoeverHeldItWasStopped() throws Exception {
        Path lock = root.resolve("x.lock");
        HeldLock ours = HeldLock.take(lock);
        Thread.currentThread().interrupt();
        ours.close();
        assertThat(Thread.interrupted()).isTrue();
        try (HeldLock next = HeldLock.take(lock)) {
            assertThat(next.state()).isEqualTo(HeldLock.State.HELD);
        }
    }

    @Test
    void aFileThatGoesWhileItIsLookedAtIsNoFault() throws Exception {
        Repository repository = FakeHub.repository(hub.order(root));
        Piece piece = hub.order(root).pieces().getFirst();
        // Listed, and not there when it is asked for its size.
        Files.createSymbolicLink(blobs.resolve(ETAG + ".0.incomplete"), Path.of("gone"));
        try (HeldLock theirs = HeldLock.take(repository.lock(piece))) {
            assertThat(theirs.state()).isEqualTo(HeldLock.State.HELD);
            assertThat(new Locks(repository).take(piece).state()).isEqualTo(HeldLock.State.TAKEN);
        }
    }
}
