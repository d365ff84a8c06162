package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hours of ordinary use: launches, chats, looks, stops and deletes leave heap, threads, files and rows as they were. */
class SoakCampaignE2E {
    private static final Duration SPAN = Campaign.isWhole() ? Duration.ofHours(2) : Duration.ofSeconds(20);

    private static final Path ROUNDS = Path.of("target/campaigns/soak-rounds.txt");

    private final Campaign campaign = new Campaign("soak", 1, 1);

    private record Measure(long heapKb, long threads, long descriptors, long files) {}

    @Test
    void nothingGrowsInHoursOfUse() throws Exception {
        campaign.run(random -> {
            try (Server server = Server.start("", EngineModel.SETTINGS)) {
                Launches launches = new Launches(server);
                EngineModel model = EngineModel.in(server, "soak", "{}");
                List<Measure> measures = new ArrayList<>();
                long end = System.nanoTime() + SPAN.toNanos();
                do {
                    round(server, launches, model);
                    measures.add(measure(server));
                    keep(measures.getLast());
                } while (System.nanoTime() < end || measures.size() < 3);
                campaign.count("rounds", measures.size());
                judge(measures);
            }
        });
    }

    private static void round(Server server, Launches launches, EngineModel model) {
        String id = launches.launch(model.order("soak"));
        launches.await(id, "healthy");
        for (int i = 0; i < 10; i++) {
            String stream = i % 2 == 0 ? "true" : "false";
            assertThat(server.post(
                                    "/services/" + id + "/v1/chat/completions",
                                    "{\"stream\": " + stream
                                            + ", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}")
                            .statusCode())
                    .isEqualTo(200);
            server.get("/api/services");
            server.get("/services.xhtml");
        }
        launches.stop(id);
        assertThat(server.delete("/api/services?id=" + id).body()).contains("\"status\":\"ok\"");
        assertThat(Server.parse(server.get("/api/services").body()).asJsonArray())
                .isEmpty();
    }

    /** One line for each round, so that what a soak had seen is there when it fails. */
    private static void keep(Measure measure) throws IOException {
        Files.createDirectories(ROUNDS.getParent());
        Files.writeString(
                ROUNDS,
                Instant.now() + " " + measure + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The first rounds warm up: what counts is the last round against the first third. */
    private void judge(List<Measure> measures) {
        Measure early = measures.get(measures.size() / 3);
        Measure late = measures.getLast();
        assertThat(late.heapKb()).as("the JVM told its heap").isPositive();
        campaign.count("heap-kb-early", early.heapKb());
        campaign.count("heap-kb-late", late.heapKb());
        campaign.count("threads-early", early.threads());
        campaign.count("threads-late", late.threads());
        campaign.count("descriptors-early", early.descriptors());
        campaign.count("descriptors-late", late.descriptors());
        campaign.count("files-early", early.files());
        campaign.count("files-late", late.files());
        assertThat(late.heapKb()).as("live heap: %s", campaign).isLessThan(early.heapKb() * 5 / 4 + 4096);
        assertThat(late.threads()).as("threads: %s", campaign).isLessThan(early.threads() + 15);
        assertThat(late.descriptors()).as("descriptors: %s", campaign).isLessThan(early.descriptors() + 20);
        assertThat(late.files()).as("files: %s", campaign).isLessThan(early.files() + 25);
    }

    private static Measure measure(Server server) {
        String pid = String.valueOf(server.jvm());
        Path process = Path.of("/proc", pid);
        return new Measure(
                liveHeap(pid), entries(process.resolve("task")), entries(process.resolve("fd")), files(server));
    }

    /** What is left after a full collection, from the JVM that runs it. */
    private static long liveHeap(String pid) {
        String java = ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow()
                .info()
                .command()
                .orElseThrow();
        String jcmd = Path.of(java).resolveSibling("jcmd").toString();
        Testbed.run(jcmd, pid, "GC.run");
        return Testbed.run(jcmd, pid, "GC.heap_info")
                .lines()
                .filter(line -> line.contains(" used "))
                .filter(line ->
                        !line.contains("Metaspace") && !line.contains("class space") && !line.contains(" space "))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".* used (\\d+)K.*", "$1")))
                .sum();
    }

    private static long entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long files(Server server) {
        return Testbed.run("find", server.home().toString(), server.runDirectory(), "-type", "f")
                .lines()
                .count();
    }
}
