package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job script's watcher in a real bash, with a real listener in its own or in another tree of processes. */
final class WatcherTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** The engine: listens on $port for as long as the file "listen" is there; never touches what it did not open. */
    private static final String ENGINE = """
            import os, socket, sys, time
            listener = None
            while True:
                wanted = os.path.exists("listen")
                if wanted and listener is None:
                    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
                if not wanted and listener is not None:
                    listener.close()
                    listener = None
                time.sleep(0.05)
            """;

    @TempDir
    private Path folder;

    private final List<Process> jobs = new ArrayList<>();

    @AfterEach
    void endJobs() throws InterruptedException {
        for (Process job : jobs) {
            List<ProcessHandle> children = job.descendants().toList();
            job.destroyForcibly().waitFor();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void itSaysServingWhenTheEngineListensAndPreparedAgainWhenItStops() throws IOException {
        Process job = start("exec python3 engine.py \"$port\"");
        Endpoint prepared = await(Endpoint.Phase.PREPARED);
        assertThat(prepared.job()).isEqualTo(new JobId("17"));
        assertThat(prepared.attempt()).isEqualTo(2);
        assertThat(prepared.host()).isEqualTo("node-1");
        assertThat(prepared.pid()).isEqualTo(job.pid());

        Files.createFile(folder.resolve("listen"));
        assertThat(await(Endpoint.Phase.SERVING).port()).isEqualTo(prepared.port());
        Files.delete(folder.resolve("listen"));
        await(Endpoint.Phase.PREPARED);
    }

    @Test
    void anEngineInAGrandchildIsThisJobs() throws IOException {
        Files.createFile(folder.resolve("listen"));
        start("exec bash -c 'bash -c \"python3 engine.py $1; true\"; true' engine \"$port\"");
        await(Endpoint.Phase.SERVING);
    }

    @Test
    void whileTheEngineListensItsWordIsRenewedAndBeforeThatItIsNot() throws IOException {
        start("exec python3 engine.py \"$port\"");
        assertThat(await(Endpoint.Phase.PREPARED).beat()).isEqualTo(1);
        watcherLooks(3);
        assertThat(read().orElseThrow().beat()).isEqualTo(1);

        Files.createFile(folder.resolve("listen"));
        long first = await(Endpoint.Phase.SERVING).beat();
        assertThat(first).isEqualTo(2);
        awaitBeat(first + 3);
        assertThat(read().orElseThrow().isServing()).isTrue();
    }

    @Test
    void whereNoNewFileCanBeMadeTheOldOneIsWrittenOver() throws IOException {
        start("exec python3 engine.py \"$port\"");
        await(Endpoint.Phase.PREPARED);
        Files.createDirectory(folder.resolve(".endpoint.json.new"));
        Files.createFile(folder.resolve("listen"));
        awaitBeat(await(Endpoint.Phase.SERVING).beat() + 1);
        Files.delete(folder.resolve("listen"));
        await(Endpoint.Phase.PREPARED);
    }

    @Test
    void aStrangerOfTheSameUserOnThePortIsNeverServing() throws IOException {
        start("exec python3 engine.py \"$port\"");
        int port = await(Endpoint.Phase.PREPARED).port();
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(stranger.isBound()).isTrue();
            watcherLooks(3);
            assertThat(read().orElseThrow().isServing()).isFalse();
        }
    }

    @Test
    void aStrangerBesideTheEngineOnThePortIsNotServing() throws IOException {
        start("exec python3 engine.py \"$port\"");
        int port = await(Endpoint.Phase.PREPARED).port();
        Files.createFile(folder.resolve("listen"));
        await(Endpoint.Phase.SERVING);
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
            assertThat(stranger.isBound()).isTrue();
            await(Endpoint.Phase.PREPARED);
        }
        await(Endpoint.Phase.SERVING);
    }

    @Test
    void itSurvivesTermEndsWithTheJobAndTakesItsWordBack() throws Exception {
        Files.createFile(folder.resolve("listen"));
        Process job = start("exec python3 engine.py \"$port\"");
        await(Endpoint.Phase.SERVING);
        ProcessHandle watcher = job.children().findFirst().orElseThrow();
        assertThat(watcher.destroy()).isTrue();
        watcherLooks(2);
        assertThat(watcher.isAlive()).isTrue();

        job.destroy();
        assertThat(job.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Eventually.within(SOON, "the watcher's end", () -> !watcher.isAlive());
        assertThat(folder.resolve(Endpoint.FILE)).doesNotExist();
    }

    @Test
    void theWordOfALaterRunIsLeftAlone() throws Exception {
        Process job = start("exec python3 engine.py \"$port\"");
        await(Endpoint.Phase.PREPARED);
        ProcessHandle watcher = job.children().findFirst().orElseThrow();
        Files.writeString(folder.resolve(Endpoint.FILE), "of another run");
        job.destroy();
        Eventually.within(SOON, "the watcher's end", () -> !watcher.isAlive());
        assertThat(folder.resolve(Endpoint.FILE)).hasContent("of another run");
    }

    @Test
    void thePortIsOneThatNobodyUses() throws IOException {
        start("exec python3 engine.py \"$port\"");
        assertThat(await(Endpoint.Phase.PREPARED).port()).isBetween(20000, 31999);
    }

    private Process start(String engine) throws IOException {
        Files.writeString(folder.resolve("engine.py"), ENGINE);
        String script = String.join(
                "\n",
                Shell.FUNCTIONS,
                "choose_port",
                "watch_endpoint \"$$\" \"$port\" </dev/null >/dev/null 2>&1 &",
                engine,
                "");
        ProcessBuilder builder = new ProcessBuilder(
                "bash", Files.writeString(folder.resolve("job.sh"), script).toString());
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("SLURM_JOB_ID", "17");
        builder.environment().put("SLURM_RESTART_COUNT", "2");
        builder.environment().put("SLURMD_NODENAME", "node-1");
        Process job = builder.start();
        jobs.add(job);
        return job;
    }

    private Endpoint await(Endpoint.Phase phase) {
        Eventually.within(
                SOON,
                "phase " + phase,
                () -> read().filter(found -> found.phase() == phase).isPresent());
        return read().orElseThrow();
    }

    private void awaitBeat(long beat) {
        Eventually.within(
                SOON,
                "beat " + beat,
                () -> read().filter(found -> found.beat() >= beat).isPresent());
    }

    private Optional<Endpoint> read() {
        try {
            return Endpoint.parse(Files.readString(folder.resolve(Endpoint.FILE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Waits until the watcher has gone round so many times: each round starts a program that waits a second. */
    private void watcherLooks(int rounds) {
        ProcessHandle watcher = jobs.getFirst()
                .children()
                .filter(ProcessHandle::isAlive)
                .findFirst()
                .orElseThrow();
        List<Long> seen = new ArrayList<>();
        Eventually.within(SOON, rounds + " rounds of the watcher", () -> {
            watcher.children()
                    .map(ProcessHandle::pid)
                    .filter(pid -> !seen.contains(pid))
                    .forEach(seen::add);
            return seen.size() > 2 * rounds;
        });
    }
}
