package org.blackfish.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.blackfish.cluster.Eventually;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.ThisMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final LocalHost host = new LocalHost();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aNameThatThisAccountMayNotFollowIsNoBrokenOne() {
        assertThat(LocalLook.kind(new AccessDeniedException("x"))).isEqualTo(Entry.Kind.CLOSED);
        assertThat(LocalLook.kind(new NoSuchFileException("x"))).isEqualTo(Entry.Kind.OTHER);
    }

    @Test
    void whatManyFoldersHoldIsToldInTheOrderOfTheNamesAndThroughLinks() throws IOException {
        Path store = Files.createDirectory(folder.resolve("store"));
        Files.writeString(store.resolve("blob"), "12345");
        Path seen = Files.createDirectory(folder.resolve("seen"));
        Files.createSymbolicLink(seen.resolve("c.json"), Path.of("../store/blob"));
        Files.createSymbolicLink(seen.resolve("b"), Path.of("../store"));
        Files.createSymbolicLink(seen.resolve("a"), Path.of("nowhere"));
        Files.createDirectory(seen.resolve("é"));
        Path file = store.resolve("blob");
        Map<Path, Listing> listed = host.listAll(List.of(seen, folder.resolve("missing"), file));
        assertThat(listed).containsOnlyKeys(seen);
        assertThat(listed.values().iterator().next().entries())
                .extracting(entry -> entry.name() + " " + entry.kind() + " " + entry.size())
                .satisfies(found -> assertThat(found.get(0)).isEqualTo("a OTHER 0"))
                .satisfies(found -> assertThat(found.get(1)).startsWith("b FOLDER "))
                .satisfies(found -> assertThat(found.get(2)).isEqualTo("c.json FILE 5"))
                .satisfies(found -> assertThat(found.get(3)).startsWith("é FOLDER "));
        assertThat(listed.values().iterator().next().entries())
                .filteredOn(entry -> !entry.isFile())
                .extracting(Entry::symlink)
                .containsExactly(true, true, false);
    }

    @Test
    void timesComeInTheOrderOfTheQuestion() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Files.setLastModifiedTime(first, FileTime.from(Instant.ofEpochSecond(10, 5)));
        Files.setLastModifiedTime(second, FileTime.from(Instant.ofEpochSecond(20)));
        assertThat(host.modified(List.of(second, folder.resolve("missing"), first)))
                .containsExactly(20_000_000_000L, Host.NOWHERE, 10_000_000_005L);
        assertThat(new ThisMachine().modified(List.of(second, folder.resolve("missing"), first)))
                .containsExactly(20_000_000_000L, Host.NOWHERE, 10_000_000_005L);
    }

    @Test
    void argumentsArriveAsTheyAre() {
        Outcome outcome = host.run(Command.of(SOON, "printf", "%s|", "a b", "$(id)", "'", "*", "é"));
        assertThat(outcome).isEqualTo(new Outcome(0, "a b|$(id)|'|*|é|", ""));
    }

    @Test
    void theTwoStreamsAndTheExitCodeAreKeptApart() {
        Outcome outcome = host.run(Command.of(SOON, "sh", "-c", "echo out; echo err >&2; exit 3"));
        assertThat(outcome).isEqualTo(new Outcome(3, "out\n", "err\n"));
        assertThat(outcome.said()).isEqualTo("err");
    }

    @Test
    void theEnvironmentIsRebuiltFromNothing() {
        Outcome outcome = host.run(Command.of(SOON, "env").with("SLURM_CONF", "/x"));
        assertThat(outcome.stdout().lines().map(line -> line.substring(0, line.indexOf('='))))
                .isSubsetOf("PATH", "HOME", "USER", "LOGNAME", "LANG", "SLURM_CONF");
        assertThat(outcome.stdout()).contains("SLURM_CONF=/x");
    }

    @Test
    void standardInputIsGivenWhole() {
        String text = "x".repeat(300_000);
        Outcome outcome = host.run(new Command(List.of("wc", "-c"), text, Map.of(), SOON));
        assertThat(outcome.stdout().strip()).isEqualTo("300000");
    }

    @Test
    void aCommandThatDoesNotEndIsGivenUp() {
        assertThatThrownBy(() -> host.run(Command.of(Duration.ofMillis(300), "sleep", "60")))
                .isInstanceOf(DeadlinePassed.class)
                .hasMessageContaining("sleep on localhost did not answer within 0 s; it may still be running.");
    }

    @Test
    @Timeout(20)
    void aCommandThatDoesNotReadItsInputIsGivenUpToo() {
        Command deaf = new Command(List.of("sleep", "60"), "x".repeat(300_000), Map.of(), Duration.ofMillis(300));
        assertThatThrownBy(() -> host.run(deaf)).isInstanceOf(DeadlinePassed.class);
    }

    @Test
    void aCommandThatNobodyWaitsForAnyMoreIsKilledUnlessItEndsItself() throws Exception {
        Path killed = folder.resolve("killed");
        Path left = folder.resolve("left");
        giveUp(paused(killed));
        giveUp(paused(left).endingItself());
        Files.createFile(folder.resolve("go"));
        await(() -> Files.exists(left.resolveSibling("left.done")));
        assertThat(killed.resolveSibling("killed.done")).doesNotExist();
    }

    /** Says that it has begun, waits for {@code go}, and says that it has come to its end. */
    private Command paused(Path name) {
        String script = "touch \"$1\"; while [ ! -e \"$2\" ]; do sleep 0.05; done; touch \"$1.done\"";
        return Command.of(
                SOON,
                "sh",
                "-c",
                script,
                "paused",
                name.toString(),
                folder.resolve("go").toString());
    }

    private void giveUp(Command command) throws InterruptedException {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread waiting = Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> thrown.add(e))
                .start(() -> host.run(command));
        await(() -> Files.exists(Path.of(command.argv().get(4))));
        waiting.interrupt();
        waiting.join();
        assertThat(thrown).singleElement().isInstanceOf(DeadlinePassed.class);
    }

    private static void await(BooleanSupplier condition) {
        Eventually.within(SOON, "the program began", condition);
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> host.run(Command.of(SOON, "no-such-program")))
                .isInstanceOf(HostUnreachable.class)
                .hasMessage("The program \"no-such-program\" could not be started on localhost; is it installed and on"
                        + " the PATH?");
    }

    @Test
    void aFileIsWrittenWholeAndPrivately() throws IOException {
        Path file = folder.resolve("key");
        host.write(file, "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8), Access.PRIVATE);
        assertThat(file).hasContent("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(host.list(folder)).extracting(Entry::name).containsExactly("key");
    }

    @Test
    void aPieceOfAFileIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "0123456789");
        assertThat(host.read(file, 4, 3)).asString().isEqualTo("456");
        assertThat(host.read(file, 8, 100)).asString().isEqualTo("89");
        assertThat(host.read(file, 20, 100)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing");
        assertThat(host.find(missing)).isEmpty();
        assertThatThrownBy(() -> host.list(missing))
                .isInstanceOf(UnknownItem.class)
                .hasMessage(missing + " does not exist.");
    }

    @Test
    void removingATreeDoesNotFollowItsLinks() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "stays");
        Path tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.createSymbolicLink(tree.resolve("link"), folder);
        host.remove(folder.resolve("tree"));
        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void aTreeIsRemovedWholeWhileAProgramThatIsEndingStillWritesIntoIt() throws Exception {
        for (int tree = 0; tree < 100; tree++) {
            Path job = Files.createDirectory(folder.resolve("job" + tree));
            Thread watcher = Thread.ofPlatform().start(() -> writeUntilGone(job));
            await(() -> Files.exists(job.resolve("endpoint.json")));
            host.remove(job);
            watcher.join();
            assertThat(job).doesNotExist();
        }
    }

    private static void writeUntilGone(Path job) {
        try {
            while (true) {
                Files.writeString(job.resolve("endpoint.json"), "{}");
                LockSupport.parkNanos(200_000);
            }
        } catch (IOException gone) {
            // As a job's watcher, whose folder is no more.
        }
    }

    @Test
    void aPortThatNobodyListensOnIsUnreachable() {
        assertThatThrownBy(() -> host.connect("127.0.0.1", 1, SOON))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageContaining("Port 1 of 127.0.0.1 did not answer");
    }

    @Test
    void aFileIsMadeOnlyWhereNoneIs() throws IOException {
        Path file = folder.resolve("lock");
        assertThat(host.create(file, new byte[] {'a'}, Access.SHARED)).isTrue();
        assertThat(host.create(file, new byte[] {'b'}, Access.SHARED)).isFalse();
        assertThat(Files.readString(file)).isEqualTo("a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThatThrownBy(() -> host.create(folder.resolve("none/lock"), new byte[0], Access.SHARED))
                .isInstanceOf(UnknownItem.class);
    }

    @Test
    void aFileOfOthersKeepsItsModeWhenItIsWrittenAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("tiers.yaml"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        host.rewrite(file, new byte[] {'n', 'e', 'w'});
        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void whatCannotBeDressedLikeTheOldFileIsNotWritten() {
        assertThatThrownBy(() -> host.rewrite(folder.resolve("absent"), new byte[] {'x'}))
                .hasMessageContaining("its mode and group could not be kept, cp says:");
        assertThat(folder).isEmptyDirectory();
    }
}
