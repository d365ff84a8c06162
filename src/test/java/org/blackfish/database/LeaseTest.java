package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final ProcessId GONE = new ProcessId(4_194_303, 1);

    @TempDir
    Path home = Path.of("unset");

    private Settings settings = Settings.from(Map.of());
    private final Heard heard = new Heard();

    @BeforeEach
    void settings() {
        settings = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", home.toString(),
                "BLACKFISH_PORT", "4711",
                "BLACKFISH_LEASE_BEAT", "20ms",
                "BLACKFISH_LEASE_STOP", "600ms",
                "BLACKFISH_LEASE_TAKE", "1s"));
    }

    @Test
    void theSecondServerIsToldWhoHoldsTheDataAndSinceWhen() throws IOException {
        Lease lease = Lease.take(settings, heard);
        assertThatThrownBy(() -> Lease.take(settings, heard))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("are in use by the Blackfish server on " + Machine.hostName())
                .hasMessageContaining("(process " + ProcessHandle.current().pid())
                .hasMessageContaining("user " + System.getProperty("user.name") + ", http://localhost:4711/, since 20")
                .hasMessageContaining("take over with --take-over");
        lease.release();
        Lease.take(settings, heard).release();
    }

    @Test
    void aReleasedLeaseIsFreeAndOnlyTheLastOneIsKept() throws IOException {
        Lease.take(settings, heard).release();
        Lease.take(settings, heard).release();
        try (var left = Files.list(home)) {
            assertThat(left).containsExactly(home.resolve("lease.2"));
        }
        assertThat(home.resolve("lease.2")).content().contains("state=free");
    }

    @Test
    void aHolderOfThisMachineThatIsGoneIsReplacedAtOnceAndItsDataAreUsedInPlace() throws IOException {
        held(Machine.id(), GONE, 1, "ours");
        Lease lease = Lease.take(settings, heard);
        assertThat(lease.mustCopy()).isFalse();
        lease.release();
    }

    @Test
    void aYoungerProcessWithTheHoldersNumberIsNotTheHolder() throws IOException {
        ProcessId self = ProcessId.ofThisOne();
        held(Machine.id(), new ProcessId(self.pid(), self.ticks() - 1), 1, "ours");
        Lease.take(settings, heard).release();
    }

    @Test
    void aHolderThatThisMachineCannotSeeIsTakenOverOnlyAfterItsSilenceAndByCopy() throws Exception {
        held("another boot/pid:[1]", GONE, 1, "ours");
        LeaseWait wait = new LeaseWait(settings, why -> {});
        assertThat(wait.look()).isInstanceOf(LeaseWait.Look.Held.class);
        long begun = System.nanoTime();
        assertThat(Waiting.until(Duration.ofSeconds(10), () -> isOurs(wait))).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
        assertThat(new LeaseFolder(home).newest().orElseThrow().copyFirst()).isTrue();
    }

    @Test
    void theDebtOfACopyPassesOnUntilSomebodyMadeIt() throws IOException {
        held(Machine.id(), GONE, 1, "copy");
        Lease first = Lease.take(settings, heard);
        assertThat(first.mustCopy()).isTrue();
        first.release();
        Lease second = Lease.take(settings, heard);
        assertThat(second.mustCopy()).isTrue();
        second.copied();
        second.release();
        Lease third = Lease.take(settings, heard);
        assertThat(third.mustCopy()).isFalse();
        third.release();
    }

    @Test
    void aBeatIsHeardWhateverTheClocksSay() throws IOException {
        LeaseEntry entry = held("another boot/pid:[1]", GONE, 1, "ours");
        Silence silence = new Silence();
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(silence.hear(entry, 0, second)).isZero();
        assertThat(silence.hear(entry, 80 * second, 81 * second)).isEqualTo(Duration.ofSeconds(79));
        assertThat(silence.hear(entry.beating(), 100 * second, 160 * second)).isZero();
        assertThat(silence.hear(entry.beating(), 161 * second, 162 * second)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aHolderThatIsAskedHearsByWhom() throws IOException {
        Lease lease = Lease.take(settings, heard);
        new LeaseWait(settings, why -> {}).ask();
        assertThat(Waiting.until(Duration.ofSeconds(5), () -> heard.asked.isPresent()))
                .isTrue();
        assertThat(heard.asked.orElseThrow())
                .isEqualTo("a session of " + System.getProperty("user.name") + " on " + Machine.hostName());
        lease.release();
        Lease.take(settings, heard).release();
        assertThat(home.resolve("take-over.1")).doesNotExist();
    }

    @Test
    void aHolderWhoseFileIsGoneOrFollowedStops() throws IOException {
        Lease lease = Lease.take(settings, heard);
        Files.writeString(home.resolve("lease.2"), "id=other");
        assertThat(Waiting.until(Duration.ofSeconds(5), () -> heard.lost.isPresent()))
                .isTrue();
        assertThat(heard.lost.orElseThrow()).isEqualTo("another server took the data over (lease 2 follows ours)");
        lease.release();
    }

    @Test
    void aHolderThatCannotReachItsHomeStopsInTimeAndNotBefore() throws IOException {
        Lease lease = Lease.take(settings, heard);
        Path away = home.resolveSibling(home.getFileName() + "-away");
        Files.move(home, away);
        long begun = System.nanoTime();
        assertThat(Waiting.until(Duration.ofSeconds(5), () -> heard.lost.isPresent()))
                .isTrue();
        Duration after = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(heard.lost.orElseThrow()).contains("could not be renewed");
        assertThat(after).isBetween(Duration.ofMillis(500), Duration.ofMillis(990));
        Files.move(away, home);
        lease.release();
    }

    @Test
    void aLoopbackAddressIsALinkOnItsOwnMachineOnlyAndAPathOfThePortalEverywhere() throws IOException {
        LeaseHolder local = LeaseHolder.thisProcess("x", settings);
        assertThat(local.link(Machine.id())).contains("http://localhost:4711/");
        assertThat(local.link("another boot/pid:[1]")).isEmpty();
        assertThat(held("elsewhere", GONE, 1, "ours").holder().link(Machine.id()))
                .contains("/node/x/1/");
    }

    @Test
    void anUnreadableLeaseIsNotAFreeOne() throws IOException {
        Files.writeString(home.resolve("lease.3"), "pid=nonsense");
        assertThatThrownBy(() -> Lease.take(settings, heard)).hasMessageContaining("an unknown host");
    }

    @Test
    void ofManyThatFollowAHolderAtOnceExactlyOneWins() throws Exception {
        for (int round = 1; round <= 20; round++) {
            held(Machine.id(), GONE, round * 2, "ours");
            Queue<Lease> winners = new ConcurrentLinkedQueue<>();
            CyclicBarrier together = new CyclicBarrier(8);
            List<Thread> starts = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> takeTogether(together, winners)))
                    .toList();
            for (Thread start : starts) {
                start.join();
            }
            assertThat(winners).hasSize(1);
            // It would go on beating into a folder that is removed.
            winners.remove().release();
        }
    }

    private void takeTogether(CyclicBarrier together, Queue<Lease> winners) {
        try {
            together.await();
            winners.add(Lease.take(settings, heard));
        } catch (WrongState held) {
            // Somebody else was first.
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isOurs(LeaseWait wait) {
        try {
            return wait.look() instanceof LeaseWait.Look.Ours;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private LeaseEntry held(String machine, ProcessId process, int term, String data) throws IOException {
        LeaseHolder holder =
                new LeaseHolder("x", "other-head-node", machine, "ada", "/node/x/1/", process, Instant.EPOCH);
        LeaseEntry entry = new LeaseEntry(term, holder, "line", Duration.ofSeconds(1), false, data.equals("copy"), 1);
        Files.writeString(home.resolve("lease." + term), entry.text());
        return entry;
    }

    private static final class Heard implements LeaseEvents {
        private volatile Optional<String> lost = Optional.empty();
        private volatile Optional<String> asked = Optional.empty();

        @Override
        public void renewed(Duration age) {}

        @Override
        public void lost(String why) {
            lost = Optional.of(why);
        }

        @Override
        public void asked(String who) {
            asked = Optional.of(who);
        }
    }
}
