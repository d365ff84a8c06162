package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.blackfish.fetch.Wait;
import org.blackfish.model.Model;
import org.blackfish.model.Models;
import org.blackfish.profile.ThisMachine;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One cache, two clients: ours and the real huggingface_hub, in turns, at once, and each killed on the way. */
class PythonClientIT {
    private static final String REPO = "acme/tiny";
    private static final int SIZE = 12_000_000;
    private static final String SLOW = "[{\"path\": \"safetensors\", \"fault\": \"slow\", \"rate\": 6000000}]";

    @TempDir
    Path folder;

    private StandIn hub;
    private World world;
    private Path source;

    @BeforeEach
    void open() throws Exception {
        source = Files.createDirectories(folder.resolve("repositories").resolve(REPO));
        Files.createDirectories(source.resolve("tokenizer"));
        Files.writeString(source.resolve("config.json"), "{\"model_type\": \"tiny\"}");
        Files.writeString(source.resolve("tokenizer/vocab näme.txt"), "a\nb\n");
        Files.writeString(source.resolve("empty.txt"), "");
        Files.write(source.resolve("model.safetensors"), bytes(1));
        Files.write(source.resolve("pytorch_model.bin"), bytes(2));
        hub = new StandIn(folder, folder.resolve("repositories"));
        world = new World(Files.createDirectory(folder.resolve("home")), hub.address());
    }

    @AfterEach
    void close() throws Exception {
        for (Download left : world.downloads().list()) {
            if (left.status() != DownloadStatus.COMPLETED) {
                world.downloads().cancel(left.id());
            }
        }
        Wait.until(() -> !world.downloads().look());
        hub.close();
    }

    @Test
    void thePythonClientLoadsWhatWeDownload() throws Exception {
        whole();
        hub.loadsInPython(REPO, world.models());
        isWhole("pytorch_model.bin", "model.safetensors", "config.json", "empty.txt", "tokenizer/vocab näme.txt");
    }

    @Test
    void itLoadsAChoiceOfFilesAndFetchesTheRestItself() throws Exception {
        Download started = world.start(REPO, FileChoice.RUN, DownloadSite.HERE);
        world.until(started.id(), DownloadStatus.COMPLETED);
        assertThat(snapshot().resolve("pytorch_model.bin")).doesNotExist();
        hub.loadsInPython(REPO, world.models());
        hub.fetchInPython(REPO, world.models());
        hub.loadsInPython(REPO, world.models());
        isWhole("pytorch_model.bin", "model.safetensors");
    }

    @Test
    void whatItDownloadedIsThereForUs() throws Exception {
        hub.fetchInPython(REPO, world.models());
        DownloadPlan plan = world.downloads()
                .plan(
                        world.profile(),
                        new DownloadOrder(
                                new RepoId(REPO),
                                null,
                                false,
                                FileChoice.WHOLE,
                                DownloadSite.HERE,
                                java.util.Optional.empty()));
        assertThat(plan.missing()).isZero();
        Model found = new Models(new ThisMachine(), Clock.systemUTC(), Settings.from(Map.of()))
                .get(world.profile(), REPO, null);
        assertThat(found.file()).isEqualTo(snapshot());
        assertThat(found.defect()).isNull();
        whole();
        hub.loadsInPython(REPO, world.models());
    }

    @Test
    void bothAtOnceLeaveOneWholeRepository() throws Exception {
        hub.faults(SLOW);
        Process python = hub.startPython(REPO, world.models());
        Download ours = world.start(REPO, FileChoice.WHOLE, DownloadSite.HERE);
        world.until(ours.id(), DownloadStatus.COMPLETED);
        assertThat(python.waitFor()).isZero();
        hub.loadsInPython(REPO, world.models());
        isWhole("pytorch_model.bin", "model.safetensors");
        assertThat(blobs()).noneMatch(name -> name.endsWith(".incomplete"));
    }

    /** Three of them in every build. */
    static IntStream tenths() {
        return "all".equals(System.getProperty("blackfish.campaign"))
                ? IntStream.rangeClosed(1, 9).map(tenth -> tenth * 10)
                : IntStream.of(10, 50, 80);
    }

    @ParameterizedTest
    @MethodSource("tenths")
    void ourKillAtEachTenthLeavesNothingWrong(int percent) throws Exception {
        stallAt(percent);
        Download started = world.start(REPO, FileChoice.WHOLE, DownloadSite.HERE);
        long wanted = 2L * SIZE / 100 * percent;
        Wait.until(() -> world.downloads().get(started.id()).bytesDone() >= wanted);
        world.kill(started);
        assertThat(hub.isIncompleteInPython(REPO, world.models())).isTrue();

        hub.faults("[]");
        if (percent % 20 == 0) {
            world.downloads().resumeAll();
            world.until(started.id(), DownloadStatus.COMPLETED);
        } else {
            hub.fetchInPython(REPO, world.models());
        }
        hub.loadsInPython(REPO, world.models());
        isWhole("pytorch_model.bin", "model.safetensors");
    }

    @ParameterizedTest
    @MethodSource("tenths")
    void itsKillAtEachTenthLeavesNothingThatStopsUs(int percent) throws Exception {
        // It keeps what comes in memory before it writes: a hub that stopped would show nothing on the disk.
        hub.faults(SLOW);
        Process python = hub.startPython(REPO, world.models());
        Wait.until(() -> bytesOfBlobs() >= 2L * SIZE / 100 * percent);
        python.destroyForcibly().waitFor();

        hub.faults("[]");
        whole();
        hub.loadsInPython(REPO, world.models());
        isWhole("pytorch_model.bin", "model.safetensors");
    }

    /** Each large file stops there, so that the kill finds it at that byte. */
    private void stallAt(int percent) throws IOException {
        hub.faults(
                "[{\"path\": \"(safetensors|bin)$\", \"fault\": \"stall\", \"bytes\": " + SIZE / 100 * percent + "}]");
    }

    private void whole() throws Exception {
        Download started = world.start(REPO, FileChoice.WHOLE, DownloadSite.HERE);
        world.until(started.id(), DownloadStatus.COMPLETED);
    }

    private void isWhole(String... names) throws IOException {
        for (String name : names) {
            assertThat(snapshot().resolve(name)).hasSameBinaryContentAs(source.resolve(name));
        }
    }

    private Path snapshot() throws IOException {
        try (Stream<Path> all = Files.list(world.models().resolve("models--acme--tiny/snapshots"))) {
            return all.findFirst().orElseThrow();
        }
    }

    private List<String> blobs() throws IOException {
        try (Stream<Path> all = Files.list(world.models().resolve("models--acme--tiny/blobs"))) {
            return all.map(blob -> String.valueOf(blob.getFileName())).toList();
        }
    }

    private long bytesOfBlobs() throws IOException {
        Path blobs = world.models().resolve("models--acme--tiny/blobs");
        if (!Files.isDirectory(blobs)) {
            return 0;
        }
        long sum = 0;
        for (String name : blobs()) {
            // It may be renamed between the two looks.
            sum += blobs.resolve(name).toFile().length();
        }
        return sum;
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        System.arraycopy("x".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 1);
        return bytes;
    }
}
