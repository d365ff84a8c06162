package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Schemathesis asks every operation of the OpenAPI document with what fits its schema and with what does not: nothing that
 * it finds makes the server fail, answer in HTML, show its insides, or hang. A seed repeats a leg.
 */
class FuzzCampaignE2E {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final int WHOLE = 20_000;

    private final Campaign campaign = new Campaign("fuzz", 1, 8);

    @Test
    void noRequestMakesTheServerFail() throws Exception {
        campaign.run(random -> {
            try (StandInHub hub = StandInHub.start();
                    Server server = Server.start(
                            "",
                            Map.of(
                                    "BLACKFISH_DEFAULT_CACHE_DIR",
                                    OwnCache.make().toString(),
                                    "HF_ENDPOINT",
                                    hub.address()))) {
                JsonObject counted = fuzz(server, random.nextInt(1_000_000));
                campaign.count("requests", counted.getInt("requests"));
                counted.getJsonObject("statuses")
                        .forEach((status, times) -> campaign.count(status, Long.parseLong(times.toString())));
                assertThat(server.get("/api/info").statusCode()).isEqualTo(200);
                assertThat(server.log()).doesNotContain("OutOfMemoryError");
                Testbed.run("scancel", "--user", System.getProperty("user.name"));
            }
        });
        assertThat(campaign.figure("requests"))
                .as(campaign.toString())
                .isGreaterThan(Campaign.isWhole() ? WHOLE : 1_000);
    }

    private static JsonObject fuzz(Server server, int seed) throws Exception {
        Path folder = Files.createTempDirectory("fuzz");
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, server.get("/api/openapi").body());
        Path count = folder.resolve("count.json");
        Program ended = Program.run(
                new HashMap<>(Map.of(
                        "BLACKFISH_TOKEN", server.token(),
                        "FUZZ_COUNT", count.toString(),
                        "SCHEMATHESIS_HOOKS", "fuzz_hooks",
                        "PYTHONPATH",
                                Path.of("src/test/resources/python")
                                        .toAbsolutePath()
                                        .toString(),
                        "HOME", folder.toString(),
                        "no_proxy", "127.0.0.1,localhost")),
                LONGEST,
                command(server, document, seed));
        assertThat(ended.exit())
                .as("seed " + seed + "\n" + ended.out() + ended.err())
                .isZero();
        return Server.parse(Files.readString(count)).asJsonObject();
    }

    /** Streams that have no end are left out; a wait is bounded by the server. */
    private static List<String> command(Server server, Path document, int seed) {
        return List.of(
                Program.python().resolveSibling("schemathesis").toString(),
                "run",
                document.toString(),
                "--url=" + server.address(),
                "--checks=sound",
                "--phases=coverage,fuzzing",
                "--max-examples=" + (Campaign.isWhole() ? 60 : 8),
                "--seed=" + seed,
                "--workers=1",
                "--request-timeout=40",
                "--continue-on-failure",
                "--exclude-operation-id=followEvents",
                "--generation-database=none",
                "--warnings=off",
                "--no-color");
    }
}
