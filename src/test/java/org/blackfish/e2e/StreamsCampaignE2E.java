package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hundreds of streams whose readers leave at random: nothing of them stays behind. */
class StreamsCampaignE2E {
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
                settle(server, id, descriptors + 20, threads + 40);
                assertThat(files(server)).as("temporary files").isLessThanOrEqualTo(files);
            });
            launches.stop(id);
        }
    }

    private void crowd(Server server, String id, Random random, int size) throws InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                HttpRequest request = server.request("/services/" + id + "/v1/chat/completions")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"model\": \"crowd?chunks=40&chunk_seconds=0.5\","
                                + " \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}"))
                        .build();
                int lines = random.nextInt(30);
                readers.add(Thread.ofVirtual().start(() -> read(client, request, lines)));
                LockSupport.parkNanos(random.nextLong(20_000_000));
            }
            for (Thread reader : readers) {
                reader.join();
            }
            client.shutdownNow();
            campaign.count("streams", size);
        }
    }

    private static void read(HttpClient client, HttpRequest request, int bytes) {
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream body = answer.body()) {
                body.readNBytes(bytes * 100);
            }
        } catch (IOException left) {
            assertThat(left).isNotNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void settle(Server server, String id, long descriptors, long threads) {
        Testbed.await(
                "sockets, threads and the engine's connections are gone",
                Duration.ofMinutes(3),
                () -> toEngine(server, id) == 0
                        && entries(server, "fd") <= descriptors
                        && entries(server, "task") <= threads,
                () -> toEngine(server, id) + " connections to the engine, " + entries(server, "fd") + " descriptors of "
                        + descriptors + ", " + entries(server, "task") + " threads of " + threads);
    }

    private static long toEngine(Server server, String id) {
        int port = Server.parse(Testbed.read(server.home().resolve("jobs/" + id + "/endpoint.json")))
                .asJsonObject()
                .getInt("port");
        return Testbed.run("ss", "-Htn", "state", "established", "dport = :" + port)
                .lines()
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
