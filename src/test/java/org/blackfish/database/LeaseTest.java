package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    @TempDir
    Path home = Path.of("unset");

    @Test
    void theSecondServerIsToldWhoHoldsTheData() throws IOException {
        Lease lease = Lease.take(home, LeaseTest::never);
        assertThatThrownBy(() -> Lease.take(home, LeaseTest::never))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("are in use by the Blackfish server on")
                .hasMessageContaining("(process " + ProcessHandle.current().pid());
        lease.release();
        Lease.take(home, LeaseTest::never).release();
    }

    @Test
    void aReleasedLeaseLeavesNothingBehind() throws IOException {
        Lease.take(home, LeaseTest::never).release();
        try (var left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aHolderOfThisHostThatIsGoneIsReplacedAtOnce() throws IOException {
        held(new LeaseHolder("x", "any-name", boot(), 4_194_303, Instant.EPOCH), Instant.now());
        Lease.take(home, LeaseTest::never).release();
    }

    @Test
    void aHolderOfAnotherHostIsRespectedFor90SecondsAfterItsLastBeat() throws IOException {
        LeaseHolder other = new LeaseHolder("x", "other-head-node", "another boot", 1, Instant.EPOCH);
        held(other, Instant.now().minusSeconds(80));
        assertThatThrownBy(() -> Lease.take(home, LeaseTest::never))
                .hasMessageContaining("on other-head-node (process 1");
        held(other, Instant.now().minusSeconds(100));
        Lease.take(home, LeaseTest::never).release();
    }

    @Test
    void anUnreadableLeaseIsNotAFreeOne() throws IOException {
        Files.writeString(home.resolve("lease"), "pid=nonsense");
        assertThatThrownBy(() -> Lease.take(home, LeaseTest::never)).hasMessageContaining("an unknown host");
    }

    @Test
    void ofManyThatStartAtOnceExactlyOneWins() throws Exception {
        AtomicInteger winners = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(8);
        List<Thread> starts = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try {
                        together.await();
                        Lease.take(home, LeaseTest::never);
                        winners.incrementAndGet();
                    } catch (WrongState held) {
                        // Somebody else was first.
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        for (Thread start : starts) {
            start.join();
        }
        assertThat(winners).hasValue(1);
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private static void never() {
        throw new AssertionError("the lease was lost");
    }

    private void held(LeaseHolder holder, Instant beat) throws IOException {
        Path lease = Files.writeString(home.resolve("lease"), holder.text());
        Files.setLastModifiedTime(lease, FileTime.from(beat));
    }
}
