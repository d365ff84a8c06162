package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Repository repository = new Repository(hub.order(root));
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
    void aFullDiskIsToldWithTheFileThatWasWritten() throws Exception {
        Path tag = Files.createSymbolicLink(root.resolve("CACHEDIR.TAG.feedc0de.tmp"), Path.of("/dev/full"));
        assertThatThrownBy(() -> new Repository(hub.order(root)).prepare(""))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        full -> assertThat(full.getFile()).isEqualTo(tag.toString()))
                .hasMessageContaining("No space left on device");
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
        Repository repository = new Repository(hub.order(root));
        Piece piece = hub.order(root).pieces().getFirst();
        // Listed, and not there when it is asked for its size.
        Files.createSymbolicLink(blobs.resolve(ETAG + ".0.incomplete"), Path.of("gone"));
        try (HeldLock theirs = HeldLock.take(repository.lock(piece))) {
            assertThat(theirs.state()).isEqualTo(HeldLock.State.HELD);
            assertThat(new Locks(repository).take(piece).state()).isEqualTo(HeldLock.State.TAKEN);
        }
    }
}
