package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLocksTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path cache;

    private final SharedLocks locks = new SharedLocks(new Hosts(), LONG, LONG);
    private SlurmProfile profile;

    @BeforeEach
    void aProfile() {
        profile = new SlurmProfile("default", "localhost", "u", cache.resolve("home"), cache, true);
    }

    private Path file() {
        return cache.resolve(".blackfish/locks/tiers.lock");
    }

    private void leaveBehind(String owner, String nonce) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(), "owner " + owner + "\nhost login2\npurpose publishing tiers\nsince 14:02\nnonce " + nonce);
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
    }

    @Test
    void theSecondIsToldWhoHoldsTheLockWhereAndSinceWhen() throws IOException {
        try (SharedLock lock = locks.take(profile, "tiers", "publishing tiers")) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(Files.readString(file())).contains("owner " + System.getProperty("user.name"), "since 20");
            assertThatThrownBy(() -> locks.take(profile, "tiers", "publishing tiers"))
                    .isInstanceOf(WrongState.class)
                    .hasMessageMatching(System.getProperty("user.name")
                            + " on \\S+ is publishing tiers since \\S+Z; try again when that is done\\.");
        }
        assertThat(file()).doesNotExist();
        locks.take(profile, "tiers", "publishing tiers").close();
    }

    @Test
    void locksOfOtherNamesAreFree() {
        try (SharedLock tiers = locks.take(profile, "tiers", "publishing tiers");
                SharedLock image = locks.take(profile, "image-vllm", "pulling vllm")) {
            assertThat(tiers.isHeld()).isTrue();
            assertThat(image.isHeld()).isTrue();
        }
    }

    @Test
    void aLockThatNobodyRenewedIsTakenOver() throws IOException {
        leaveBehind("alice", "0-1");
        try (SharedLock lock = locks.take(profile, "tiers", "publishing tiers")) {
            assertThat(lock.isHeld()).isTrue();
        }
        assertThat(cache.resolve(".blackfish/locks")).isEmptyDirectory();
    }

    @Test
    void aLockCaughtHalfWrittenIsHeldByANamelessOne() throws IOException {
        Files.createDirectories(file().getParent());
        Files.createFile(file());
        assertThatThrownBy(() -> locks.take(profile, "tiers", "publishing tiers"))
                .hasMessageStartingWith("Somebody on an unknown host is at work here since an unknown time");
    }

    @Test
    void aLockThatIsNotYetSharedIsHeldByANamelessOne() throws IOException {
        ClosedHosts hosts = new ClosedHosts();
        Files.createDirectories(file().getParent());
        Files.createFile(file());
        hosts.close(file());
        assertThatThrownBy(() -> new SharedLocks(hosts, LONG, LONG).take(profile, "tiers", "publishing tiers"))
                .isInstanceOf(WrongState.class)
                .hasMessageStartingWith("Somebody on an unknown host is at work here");
    }

    @Test
    void aHolderWhoWasTakenOverKnowsItAndTakesNothingAway() throws IOException {
        SharedLock lost = locks.take(profile, "tiers", "publishing tiers");
        Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minus(Duration.ofMinutes(3))));
        try (SharedLock now = locks.take(profile, "tiers", "publishing tiers")) {
            assertThat(lost.isHeld()).isFalse();
            lost.close();
            assertThat(now.isHeld()).isTrue();
        }
    }

    @Test
    void aLockIsRenewedWhileItIsHeld() throws IOException {
        SharedLocks quick = new SharedLocks(new Hosts(), Duration.ofMillis(10), LONG);
        try (SharedLock lock = quick.take(profile, "tiers", "publishing tiers")) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!Files.readString(file()).contains("heartbeat")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void ofManyWhoFindALockLeftBehindOneTakesIt() throws Exception {
        leaveBehind("alice", "0-2");
        AtomicInteger taken = new AtomicInteger();
        Callable<Void> taker = () -> {
            try {
                locks.take(profile, "tiers", "publishing tiers");
                taken.incrementAndGet();
            } catch (WrongState refused) {
                assertThat(refused).hasMessageContaining("try again when that is done");
            }
            return null;
        };
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var outcome : many.invokeAll(List.of(taker, taker, taker, taker, taker, taker, taker, taker))) {
                outcome.get();
            }
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void theSharedFolderIsWritableForWhomTheCacheIs() throws IOException {
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxr-x"));
        locks.take(profile, "tiers", "publishing tiers").close();
        for (String name : List.of(".blackfish", ".blackfish/locks")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache.resolve(name))))
                    .isEqualTo("rwxrwxr-x");
        }
    }
}
