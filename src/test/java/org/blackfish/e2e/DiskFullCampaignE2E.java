package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The disk of the home, which holds database and job folders, is full for a while, again and again. */
class DiskFullCampaignE2E {
    private final Campaign campaign = new Campaign("disk-full", 1, 15);
    private final Path disk = Testbed.prefix().resolve("small");

    @Test
    void aFullDiskIsSaidAndNothingIsLostByIt() throws Exception {
        Hand.ask("disk 300");
        try (Server server = Server.startAt(disk.resolve("home"), EngineModel.SETTINGS)) {
            Launches launches = new Launches(server);
            EngineModel model = EngineModel.in(server, "disk", "{}");
            String steady = launches.launch(model.order("steady"));
            launches.await(steady, "healthy");
            campaign.run(random -> leg(server, launches, model, steady, random));
            launches.stop(steady);
        } finally {
            Hand.ask("undisk");
        }
    }

    private void leg(Server server, Launches launches, EngineModel model, String steady, Random random)
            throws Exception {
        var asking = CompletableFuture.supplyAsync(() -> {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String order = model.order("disk-" + i).build().toString();
                answers.add(server.post("/api/services", order));
                answers.add(server.get("/api/services"));
            }
            return answers;
        });
        LockSupport.parkNanos(random.nextLong(Duration.ofSeconds(3).toNanos()));
        Path ballast = fill();
        LockSupport.parkNanos(Duration.ofSeconds(2 + random.nextInt(5)).toNanos());
        List<HttpResponse<String>> answers = asking.get(2, TimeUnit.MINUTES);
        Files.delete(ballast);
        campaign.count("fillings", 1);
        answers.forEach(DiskFullCampaignE2E::isSaidPlainly);
        Testbed.await(
                "the server answers again", () -> server.get("/api/services").statusCode() == 200);
        Testbed.await(
                "what was launched serves or says why not",
                Duration.ofMinutes(3),
                () -> Launches.all(server).stream()
                        .allMatch(row -> List.of("healthy", "failed", "stopped").contains(row.getString("status"))),
                () -> Launches.all(server).toString());
        assertThat(launches.status(steady)).isEqualTo("healthy");
        campaign.count("lost", lost(answers, server));
        campaign.count("false", untrue(server, launches));
        Launches.all(server).stream()
                .filter(row -> row.getString("name").startsWith("disk-")
                        && row.getString("status").equals("healthy"))
                .forEach(row -> launches.stop(row.getString("id")));
        SlurmBooks books = SlurmBooks.of(server);
        campaign.count("doubled", books.doubled());
        campaign.count("left", books.alive().size() - 1L);
        assertThat(campaign.figure("lost")
                        + campaign.figure("false")
                        + campaign.figure("doubled")
                        + campaign.figure("left"))
                .as("%s %s %s", campaign, books, Launches.all(server))
                .isZero();
        assertThat(server.delete("/api/services").statusCode()).isLessThan(300);
    }

    /** Launches that were answered with 201 and of which no row is left. */
    private static long lost(List<HttpResponse<String>> answers, Server server) {
        List<String> known =
                Launches.all(server).stream().map(row -> row.getString("id")).toList();
        return answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .filter(answer -> !known.contains(
                        Server.parse(answer.body()).asJsonObject().getString("id")))
                .count();
    }

    /** Ends that nobody asked for and that no word explains. */
    private static long untrue(Server server, Launches launches) {
        return Launches.all(server).stream()
                .filter(row -> !row.getString("status").equals("healthy"))
                .map(row -> launches.live(row.getString("id")))
                .filter(live ->
                        live.isNull("reason") || live.getString("reason").isBlank())
                .count();
    }

    private static void isSaidPlainly(HttpResponse<String> answer) {
        if (answer.statusCode() >= 400) {
            JsonObject problem = Server.parse(answer.body()).asJsonObject();
            assertThat(problem.getString("detail"))
                    .as(answer.body())
                    .containsAnyOf("disk is full", "No space left", "quota", "is not to be had now");
        }
    }

    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[65536];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
            return ballast;
        }
    }
}
