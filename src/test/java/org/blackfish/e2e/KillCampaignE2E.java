package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Our program is killed at random instants of launches, stops and deletes: no job is lost, doubled or left. */
class KillCampaignE2E {
    private static final int STEPS = Campaign.isWhole() ? 10 : 5;
    private static final Duration LONGEST_LIFE = Duration.ofMillis(2500);

    /** Most deeds are answered within this; half of the kills fall into it. */
    private static final Duration DEED = Duration.ofMillis(300);

    private static final Set<String> ENDED = Set.of("stopped", "failed", "timeout");

    private final Campaign campaign = new Campaign("kill", 1, 20);
    private final Set<String> promised = new HashSet<>();
    private final Set<String> stopAsked = new HashSet<>();
    private final Set<String> deleteAsked = new HashSet<>();

    @Test
    void theServerIsKilledAtRandomInstantsAndNoJobIsLostDoubledOrLeft() throws Exception {
        campaign.run(this::leg);
        assertThat(campaign.figure("lost")).isZero();
        assertThat(campaign.figure("doubled")).isZero();
        assertThat(campaign.figure("left")).isZero();
        assertThat(campaign.figure("false")).isZero();
        assertThat(campaign.figure("kills")).isEqualTo(campaign.figure("legs") * STEPS);
        if (Campaign.isWhole()) {
            assertThat(campaign.figure("unanswered"))
                    .as("kills within a deed")
                    .isGreaterThan(campaign.figure("kills") / 5);
        }
    }

    private void leg(Random random) {
        promised.clear();
        stopAsked.clear();
        deleteAsked.clear();
        try (Server server = Server.start("", EngineModel.SETTINGS)) {
            EngineModel model = EngineModel.in(server, "campaign", "{}");
            for (int step = 0; step < STEPS; step++) {
                Runnable deed = choose(server, model, random, step);
                Thread asking = Thread.ofVirtual().start(deed);
                LockSupport.parkNanos(random.nextLong((random.nextBoolean() ? DEED : LONGEST_LIFE).toNanos()));
                server.kill();
                campaign.count("kills", 1);
                asking.join();
                server.restart();
            }
            settle(server);
            compare(server);
            Launches.all(server).forEach(row -> server.put("/api/services/" + row.getString("id") + "/stop", "{}"));
            Testbed.await(
                    "nothing of ours is left in the queue",
                    () -> SlurmBooks.of(server).alive().isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable choose(Server server, EngineModel model, Random random, int step) {
        List<JsonObject> rows = Launches.all(server);
        List<String> live = rows.stream()
                .filter(row -> !ended(row))
                .map(row -> row.getString("id"))
                .toList();
        List<String> over = rows.stream()
                .filter(KillCampaignE2E::ended)
                .map(row -> row.getString("id"))
                .toList();
        int dice = random.nextInt(10);
        if (dice < 2 && !over.isEmpty()) {
            String id = over.get(random.nextInt(over.size()));
            deleteAsked.add(id);
            campaign.count("deletes", 1);
            return () -> quietly(() -> server.delete("/api/services?id=" + id));
        }
        if (dice < 5 && !live.isEmpty()) {
            String id = live.get(random.nextInt(live.size()));
            stopAsked.add(id);
            campaign.count("stops", 1);
            return () -> quietly(() -> server.put("/api/services/" + id + "/stop", "{}"));
        }
        campaign.count("launches", 1);
        String order = model.order("campaign-" + step).build().toString();
        return () -> quietly(() -> {
            HttpResponse<String> answer = server.post("/api/services", order);
            if (answer.statusCode() == 201) {
                promised.add(Server.parse(answer.body()).asJsonObject().getString("id"));
            }
            return answer;
        });
    }

    /** The server is killed under the request; what counts is what is found afterwards. */
    private void quietly(Supplier<HttpResponse<String>> request) {
        try {
            campaign.count(request.get().statusCode() < 300 ? "answered" : "refused", 1);
        } catch (UncheckedIOException killed) {
            campaign.count("unanswered", 1);
        }
    }

    private void settle(Server server) {
        Testbed.await(
                "every service serves or has ended as asked",
                Duration.ofMinutes(3),
                () -> Launches.all(server).stream().allMatch(this::isSettled),
                () -> Launches.all(server).toString());
    }

    private boolean isSettled(JsonObject row) {
        return ended(row) || row.getString("status").equals("healthy");
    }

    /** Rows and Slurm's books may differ for the moment that a stop takes; what stays different counts. */
    private void compare(Server server) {
        long deadline = System.nanoTime() + Testbed.PATIENCE.toNanos();
        Difference difference = difference(server);
        while (!difference.isNone() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            difference = difference(server);
        }
        campaign.count("lost", difference.lost());
        campaign.count("doubled", difference.doubled());
        campaign.count("left", difference.left());
        campaign.count("false", difference.untrue());
        assertThat(difference.isNone())
                .as("%s asked to stop %s, to delete %s%n%s", difference, stopAsked, deleteAsked, Launches.all(server))
                .isTrue();
    }

    private record Difference(long lost, long doubled, long left, long untrue) {
        boolean isNone() {
            return lost + doubled + left + untrue == 0;
        }
    }

    private Difference difference(Server server) {
        List<JsonObject> rows = Launches.all(server);
        SlurmBooks books = SlurmBooks.of(server);
        Set<String> known = new HashSet<>();
        rows.forEach(row -> known.add(row.getString("id")));
        Set<String> serving = new HashSet<>();
        rows.stream().filter(row -> !ended(row)).forEach(row -> serving.add(row.getString("id")));
        long forgotten = promised.stream()
                .filter(id -> !known.contains(id) && !deleteAsked.contains(id))
                .count();
        long gone = serving.stream().filter(id -> !books.alive().contains(id)).count();
        return new Difference(
                forgotten + gone,
                books.doubled(),
                books.alive().stream().filter(id -> !serving.contains(id)).count(),
                rows.stream().filter(this::isFalse).count());
    }

    /** The engine never fails of itself here, so an end that nobody asked for is an untruth. */
    private boolean isFalse(JsonObject row) {
        return ended(row) && (!row.getString("status").equals("stopped") || !stopAsked.contains(row.getString("id")));
    }

    private static boolean ended(JsonObject row) {
        return ENDED.contains(row.getString("status"));
    }
}
