package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hundreds of streams open at once whose readers leave at random: nothing of them stays behind. */
class StreamsCampaignE2E {
    /** What the JVM may keep of a crowd: the pool's idle connections, and carriers and threads of the server's own. */
    private static final int DESCRIPTORS_KEPT = 20;

    private static final int THREADS_KEPT = 40;

    private final Campaign campaign = new Campaign("streams", 1, 10);

    @Test
    void whatReadersLeaveBehindIsNothing() throws Exception {
        try (Server server = Server.start("", EngineModel.SETTINGS)) {
            Launches launches = new Launches(server);
            String id = launches.launch(EngineModel.in(server, "crowd", "{}").order("crowd"));
            launches.await(id, "healthy");
            crowd(server, id, new Random(0), 50);
            settle(server, id, Long.MAX_VALUE, Long.MAX_VALUE);
            long descriptors = entries(server, "fd");
            long threads = entries(server, "task");
            long files = files(server);
            campaign.run(random -> {
                crowd(server, id, random, 500);
                settle(server, id, descriptors + DESCRIPTORS_KEPT, threads + THREADS_KEPT);
                assertThat(files(server)).as("temporary files").isLessThanOrEqualTo(files);
                campaign.most("descriptors-kept", entries(server, "fd") - descriptors);
                campaign.most("threads-kept", entries(server, "task") - threads);
            });
            launches.stop(id);
        }
    }

    /** Opens them all, looks that all are open at one moment, and lets each go after as much as it likes to read. */
    private void crowd(Server server, String id, Random random, int size) throws InterruptedException {
        try (Crowd crowd = new Crowd(size)) {
            for (int i = 0; i < size; i++) {
                crowd.add(request(server, id), random.nextInt(3000));
                LockSupport.parkNanos(random.nextLong(20_000_000));
            }
            crowd.awaitOpen();
            assertThat(toEngine(server, id)).as("streams open at one moment").isGreaterThanOrEqualTo(size);
            crowd.leave();
        }
        campaign.count("streams", size);
    }

    private static HttpRequest request(Server server, String id) {
        return server.request("/services/" + id + "/v1/chat/completions")
                .timeout(Duration.ofMinutes(3))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\": \"crowd?chunks=240&chunk_seconds=0.5\","
                        + " \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"))
                .build();
    }

    private static void settle(Server server, String id, long descriptors, long threads) {
        Testbed.await(
                "sockets, threads and the engine's connections are gone",
                Duration.ofMinutes(3),
                () -> toEngine(server, id) == 0
                        && ofCalls(server) == 0
                        && entries(server, "fd") <= descriptors
                        && entries(server, "task") <= threads,
                () -> toEngine(server, id) + " connections to the engine, " + ofCalls(server) + " threads of calls, "
                        + entries(server, "fd") + " descriptors of " + descriptors + ", " + entries(server, "task")
                        + " threads of " + threads);
    }

    private static long toEngine(Server server, String id) {
        int port = new Launches(server).endpoint(id).getInt("port");
        return Testbed.run("ss", "-Htn", "state", "established", "dport = :" + port)
                .lines()
                .count();
    }

    /** The system's threads that serve calls, or did so in the last seconds. */
    private static long ofCalls(Server server) {
        return Testbed.run("ps", "-L", "-o", "comm=", "-p", String.valueOf(server.jvm()))
                .lines()
                .filter(name -> name.startsWith("gateway-"))
                .count();
    }

    private static long entries(Server server, String what) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(server.jvm()), what))) {
            return entries.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static long files(Server server) {
        try (Stream<Path> files = Files.walk(Path.of(server.runDirectory()))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
