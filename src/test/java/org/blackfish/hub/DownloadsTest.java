package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.SlurmMeter;
import org.blackfish.fetch.FakeHub;
import org.blackfish.fetch.Wait;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real program, which is started as the server starts it. */
class DownloadsTest {
    private static final byte[] WEIGHTS = weights();
    private static final int PIECE = 100_000;

    @TempDir
    Path home;

    private final List<DownloadChanged> told = new CopyOnWriteArrayList<>();
    private final Semaphore pieces = new Semaphore(0);
    private MemoryDownloads records = new MemoryDownloads();
    private FakeHub fake;
    private Profiles profiles;
    private Downloads downloads;

    @BeforeEach
    void open() throws IOException {
        fake = new FakeHub()
                .with("config.json", "{}".getBytes(StandardCharsets.UTF_8))
                .with("model.safetensors", WEIGHTS)
                .described();
        Files.writeString(
                home.resolve("profiles.cfg"),
                "[here]\nschema = local\nhome_dir = " + home.resolve("data") + "\ncache_dir = " + home.resolve("cache")
                        + "\n");
        Files.createDirectories(home.resolve("cache"));
        Files.createDirectories(home.resolve("data"));
        profiles = new Profiles(Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString())));
        downloads = downloads(Map.of());
    }

    @AfterEach
    void end() throws Exception {
        pieces.release(1000);
        for (DownloadRecord record : records.all()) {
            if (record.status() != DownloadStatus.COMPLETED) {
                downloads.cancel(record.id());
            }
        }
        Wait.until(() -> !downloads.look());
        // A program that was asked to end before it had begun would make the folders once more after us.
        Wait.until(() -> FetchPrograms.of(home).isEmpty());
        fake.close();
    }

    /** Started, and at work on its big file, of which so many pieces have come. */
    private Download begun(DownloadOrder order, int count) throws Exception {
        inPieces();
        Download started = downloads.start(profile(), order);
        pieces.release(count);
        Wait.until(() -> downloads.get(started.id()).bytesDone() == (long) count * PIECE + 2);
        return started;
    }

    /** Paused after two pieces, and its program has ended. */
    private Download paused() throws Exception {
        Download started = begun(order(), 2);
        downloads.pause(started.id());
        Wait.until(() -> Files.exists(folder(started).resolve("ended")));
        return started;
    }

    @Test
    void aModelIsDownloadedAndEveryStepIsTold() throws Exception {
        Download started = downloads.start(profile(), order());
        assertThat(started.status()).isEqualTo(DownloadStatus.DOWNLOADING);
        assertThat(started.bytesTotal()).isEqualTo(WEIGHTS.length + 2);

        Download whole = until(started.id(), DownloadStatus.COMPLETED);

        assertThat(whole.bytesDone()).isEqualTo(whole.bytesTotal());
        assertThat(whole.filesDone()).isEqualTo(2);
        assertThat(snapshot().resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(told).extracting(changed -> changed.download().status()).contains(DownloadStatus.COMPLETED);
        assertThat(home.resolve("data/downloads")).isEmptyDirectory();
    }

    @Test
    void aSecondOneOfTheSameModelIsTheFirst() throws Exception {
        inPieces();
        Download first = downloads.start(profile(), order());
        assertThat(downloads.start(profile(), order()).id()).isEqualTo(first.id());
        assertThat(downloads.list()).hasSize(1);
        pieces.release(1000);
        until(first.id(), DownloadStatus.COMPLETED);
    }

    @Test
    void itIsPausedAndGoesOnAtTheByte() throws Exception {
        Download started = begun(order(), 5);
        Path models = home.resolve("data/models");
        assertThat(downloads.isPaused(models, FakeHub.REPO)).isFalse();
        assertThat(downloads.pause(started.id()).status()).isEqualTo(DownloadStatus.PAUSED);
        assertThat(downloads.goesOn(models, FakeHub.REPO)).isFalse();
        assertThat(downloads.isPaused(models, FakeHub.REPO)).isTrue();
        Wait.until(() -> Files.exists(folder(started).resolve("ended")));
        assertThat(Files.readString(folder(started).resolve("ended"))).isEqualTo("paused");

        fake.well().described().asked().clear();
        downloads.resume(started.id());
        until(started.id(), DownloadStatus.COMPLETED);
        assertThat(fake.asked()).extracting(FakeHub.Asked::range).containsExactly("bytes=500000-2999999");
    }

    @Test
    void whatTheEndOfServerAndProgramBrokeOffGoesOnInTheSamePlace() throws Exception {
        DownloadOrder shared = new DownloadOrder(
                new RepoId(FakeHub.REPO), null, true, FileChoice.RUN, DownloadSite.HERE, Optional.empty());
        Download started = begun(shared, 7);
        assertThat(FetchPrograms.kill(folder(started))).isEqualTo(1);

        fake.well().described().asked().clear();
        downloads = downloads(Map.of());
        downloads.resumeAll();
        until(started.id(), DownloadStatus.COMPLETED);
        assertThat(fake.asked()).extracting(FakeHub.Asked::range).containsExactly("bytes=700000-2999999");
        assertThat(home.resolve("cache/models/models--acme--tiny/refs/main")).hasContent(FakeHub.COMMIT);
        assertThat(home.resolve("data/models")).doesNotExist();
    }

    @Test
    void aServerThatComesBackLeavesARunningProgramAlone() throws Exception {
        Download started = begun(order(), 3);
        downloads = downloads(Map.of());
        downloads.resumeAll();
        pieces.release(1000);
        until(started.id(), DownloadStatus.COMPLETED);
        assertThat(fake.asked())
                .filteredOn(asked -> asked.path().endsWith("model.safetensors"))
                .hasSize(1);
    }

    @Test
    void aCancelledOneLeavesNothing() throws Exception {
        Download started = begun(order(), 2);
        assertThat(downloads.cancel(started.id()).status()).isEqualTo(DownloadStatus.CANCELLED);
        Wait.until(() -> !downloads.look());
        assertThat(home.resolve("data/models/models--acme--tiny/blobs")).isEmptyDirectory();
        assertThat(folder(started)).doesNotExist();
        downloads.forget(started.id());
        assertThat(downloads.list()).isEmpty();
    }

    @Test
    void oneThatIsPausedAndCancelledAtOnceLeavesNothing() throws Exception {
        Download started = begun(order(), 2);
        downloads.pause(started.id());
        downloads.cancel(started.id());
        Wait.until(() -> !downloads.look());
        assertThat(home.resolve("data/models/models--acme--tiny/blobs")).isEmptyDirectory();
        assertThat(folder(started)).doesNotExist();
    }

    @Test
    void oneThatIsDoneBeforeAnybodyLookedIsNeitherPausedNorCancelled() throws Exception {
        Download paused = downloads.start(profile(), order());
        Wait.until(() -> Files.exists(folder(paused).resolve("ended")));
        assertThat(downloads.pause(paused.id()).status()).isEqualTo(DownloadStatus.COMPLETED);
        Download cancelled = downloads.start(profile(), order());
        Wait.until(() -> Files.exists(folder(cancelled).resolve("ended")));
        assertThatThrownBy(() -> downloads.cancel(cancelled.id()))
                .hasMessage("acme/tiny is downloaded already; remove the model to free its room.");
        assertThat(downloads.get(cancelled.id()).status()).isEqualTo(DownloadStatus.COMPLETED);
    }

    @Test
    void whatACancelledOneLeftThatNobodyRemembersIsSweptAtTheNextStart() throws Exception {
        Path cleared = Files.createDirectories(home.resolve("data/downloads").resolve("cleared"));
        Files.writeString(cleared.resolve("ended"), "cancelled\nRemoved one file.");
        Path paused = Files.createDirectories(home.resolve("data/downloads").resolve("paused"));
        Files.writeString(paused.resolve("ended"), "paused");
        downloads.resumeAll();
        assertThat(cleared).doesNotExist();
        assertThat(paused).exists();
    }

    @Test
    void aPausedOneIsCancelledWithoutItsProgram() throws Exception {
        Download started = paused();
        downloads.cancel(started.id());
        Wait.until(() -> !downloads.look());
        assertThat(folder(started)).doesNotExist();
        assertThat(home.resolve("data/models/models--acme--tiny/blobs")).isEmptyDirectory();
    }

    @Test
    void oneThatIsResumedWhileItIsTakenOffTheListDoesNotGoOn() throws Exception {
        Download started = paused();
        FutureTask<Download> resumed = new FutureTask<>(() -> downloads.resume(started.id()));
        records.beforeRemove = () -> {
            Thread other = Thread.ofPlatform().start(resumed);
            try {
                Wait.until(() -> resumed.isDone() || other.getState() == Thread.State.WAITING);
            } catch (Exception late) {
                throw new AssertionError(late);
            }
        };
        downloads.forget(started.id());
        assertThatThrownBy(resumed::get).hasCauseInstanceOf(UnknownItem.class);
        assertThat(downloads.list()).isEmpty();
        assertThat(folder(started)).doesNotExist();
    }

    @Test
    void aFailureKeepsItsSentenceAndCanBeTriedAgain() throws Exception {
        fake.refuses("model.safetensors", 401, "GatedRepo", "");
        Download started = downloads.start(profile(), order());
        Download failed = until(started.id(), DownloadStatus.FAILED);
        assertThat(failed.sentence())
                .startsWith("acme/tiny is gated: its makers let in who has accepted their licence.");
        fake.well().described();
        downloads.resume(started.id());
        assertThat(until(started.id(), DownloadStatus.COMPLETED).sentence()).isEmpty();
    }

    @Test
    void theTokenIsNowhereButInTheRequests() throws Exception {
        downloads = downloads(Map.of("HF_TOKEN", "hf_very_secret"));
        inPieces();
        Download started = downloads.start(profile(), order());
        pieces.release(1);
        Wait.until(() -> downloads.get(started.id()).bytesDone() > 2);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("hf_very_secret");
            }
        }
        assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                .noneMatch(line -> line.contains("hf_very_secret"));
        assertThat(fake.asked()).extracting(FakeHub.Asked::token).containsOnly("Bearer hf_very_secret");
        pieces.release(1000);
        until(started.id(), DownloadStatus.COMPLETED);
    }

    @Test
    void aPlanTellsSizeRoomAndWhatIsThere() throws Exception {
        DownloadPlan plan = downloads.plan(profile(), order());
        assertThat(plan.bytes()).isEqualTo(WEIGHTS.length + 2);
        assertThat(plan.missing()).isEqualTo(plan.bytes());
        assertThat(plan.whole()).isTrue();
        assertThat(plan.free()).isPresent();
        assertThat(plan.obstacle()).isEmpty();
        until(downloads.start(profile(), order()).id(), DownloadStatus.COMPLETED);
        assertThat(downloads.plan(profile(), order()).missing()).isZero();
    }

    @Test
    void aPlanCountsWhatWasBegunAndEachContentOnce() throws Exception {
        fake.with("generation_config.json", "{}".getBytes(StandardCharsets.UTF_8))
                .described();
        Path blobs = Files.createDirectories(home.resolve("data/models/models--acme--tiny/blobs"));
        try (RandomAccessFile begun = new RandomAccessFile(
                blobs.resolve(FakeHub.name(WEIGHTS, true) + ".blackfish.incomplete")
                        .toFile(),
                "rw")) {
            begun.write(WEIGHTS, 0, 1_000_000);
            // Its notes lie behind the end; what is between takes no room.
            begun.setLength(WEIGHTS.length + 24);
            begun.getFD().sync();
        }
        DownloadPlan plan = downloads.plan(profile(), order());
        assertThat(plan.bytes()).isEqualTo(WEIGHTS.length + 4);
        assertThat(plan.missing()).isBetween(1_900_000L, 2_000_002L);
    }

    @Test
    void oneThatShallNameAnotherBranchIsNotTheSame() throws Exception {
        fake.says("/revision/v1", "{\"id\":\"acme/tiny\",\"sha\":\"" + FakeHub.COMMIT + "\"}")
                .says("/revision/" + FakeHub.COMMIT, "{\"id\":\"acme/tiny\",\"sha\":\"" + FakeHub.COMMIT + "\"}");
        inPieces();
        Download first = downloads.start(profile(), order());
        assertThat(downloads.start(profile(), of(FakeHub.COMMIT)).id())
                .as("by its commit")
                .isEqualTo(first.id());
        Download other = downloads.start(profile(), of("v1"));
        assertThat(other.id()).isNotEqualTo(first.id());
        pieces.release(1000);
        until(first.id(), DownloadStatus.COMPLETED);
        until(other.id(), DownloadStatus.COMPLETED);
        Path refs = home.resolve("data/models/models--acme--tiny/refs");
        assertThat(refs.resolve("main")).hasContent(FakeHub.COMMIT);
        assertThat(refs.resolve("v1")).hasContent(FakeHub.COMMIT);
    }

    @Test
    void withoutRoomOrPermissionNothingIsBegun() throws Exception {
        fake.says("/tree/" + FakeHub.COMMIT, fake.tree().replace("3000000", "900000000000000"));
        assertThatThrownBy(() -> downloads.start(profile(), order()))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("acme/tiny needs 900000.0 GB more and " + home.resolve("data/models")
                        + " of the profile \"here\" has room for ")
                .hasMessageEndingWith("Remove a model there, or choose fewer files or the shared folder.");
        assertThat(downloads.list()).isEmpty();
    }

    @Test
    void aProfilesNewNameIsFollowed() throws Exception {
        Download started = downloads.start(profile(), order());
        until(started.id(), DownloadStatus.COMPLETED);
        downloads.follow("here", "there");
        assertThat(downloads.get(started.id()).profile()).isEqualTo("there");
    }

    @Test
    void wrongRequestsAreRefusedInSentences() {
        assertThatThrownBy(() -> downloads.start(
                        profile(),
                        new DownloadOrder(
                                new RepoId(FakeHub.REPO),
                                null,
                                false,
                                FileChoice.RUN,
                                DownloadSite.SLURM,
                                Optional.empty())))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The profile \"here\" has no Slurm; download through this machine.");
        assertThat(DownloadSite.SLURM.on(profile())).isEqualTo(DownloadSite.HERE);
        assertThatThrownBy(() -> downloads.get(UUID.randomUUID())).isInstanceOf(UnknownItem.class);
        fake.refuses("/api/models/acme/tiny", 401, "RepoNotFound", "");
        assertThatThrownBy(() -> downloads.start(profile(), order())).isInstanceOf(AccessRefused.class);
    }

    /** The weights come in pieces, each when the test lets it. */
    private void inPieces() {
        fake.fault("model.safetensors", exchange -> {
            send(exchange);
            return true;
        });
    }

    private void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (WEIGHTS.length - 1) + "/" + WEIGHTS.length);
        exchange.sendResponseHeaders(206, WEIGHTS.length);
        for (int from = 0; from < WEIGHTS.length; from += PIECE) {
            pieces.acquireUninterruptibly();
            exchange.getResponseBody().write(WEIGHTS, from, Math.min(PIECE, WEIGHTS.length - from));
            exchange.getResponseBody().flush();
        }
    }

    private Download until(UUID id, DownloadStatus status) throws Exception {
        Wait.until(() -> {
            downloads.look();
            return downloads.get(id).status() == status;
        });
        return downloads.get(id);
    }

    private Profile profile() {
        return profiles.get("here");
    }

    private static DownloadOrder order() {
        return DownloadOrder.of(FakeHub.REPO);
    }

    private static DownloadOrder of(String revision) {
        return new DownloadOrder(
                new RepoId(FakeHub.REPO), revision, false, FileChoice.RUN, DownloadSite.HERE, Optional.empty());
    }

    private Path snapshot() {
        return home.resolve("data/models/models--acme--tiny/snapshots").resolve(FakeHub.COMMIT);
    }

    private Path folder(Download download) {
        return home.resolve("data/downloads").resolve(download.id().toString());
    }

    private Downloads downloads(Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(Map.of("HF_ENDPOINT", fake.address().toString(), "HF_HOME", home.toString()));
        environment.putAll(more);
        Schedulers none = new Schedulers(
                profile -> {
                    throw new AssertionError("no Slurm in this test");
                },
                new SlurmMeter());
        return new Downloads(
                Settings.from(Map.of()),
                profiles,
                new Hosts(),
                none,
                records,
                new Hub(new HubToken(environment), environment),
                Clock.systemUTC(),
                environment,
                told::add);
    }

    private static byte[] weights() {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
