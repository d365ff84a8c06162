package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Schemathesis asks every operation of the OpenAPI document with what fits its schema and with what does not: nothing that
 * it finds makes the server fail, answer in HTML, show its insides, or hang, whoever asks. A seed repeats a leg.
 */
class FuzzCampaignE2E {
    private static final Duration LONGEST = Duration.ofMinutes(40);
    /** Requests that are let in: whatever gets 401 or 403 shows only the door. */
    private static final int WHOLE = 20_000;

    private static final String LET_IN = "past-the-door";
    /** Of so many operations one is asked in every build. */
    private static final int SHARE = 6;
    /** A stream that has no end. */
    private static final String LEFT_OUT = "followEvents";

    private final Campaign campaign = new Campaign("fuzz", 1, 3);

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
                JsonObject counted = fuzz(server, random);
                for (String figure : List.of("requests", LET_IN)) {
                    campaign.count(figure, counted.getInt(figure));
                }
                counted.getJsonObject("statuses")
                        .forEach((status, times) -> campaign.count(status, Long.parseLong(times.toString())));
                assertThat(server.get("/api/info").statusCode()).isEqualTo(200);
                assertThat(server.log()).doesNotContain("OutOfMemoryError");
                Testbed.run("scancel", "--user", System.getProperty("user.name"));
            }
        });
        assertThat(campaign.figure(LET_IN)).as(campaign.toString()).isGreaterThan(Campaign.isWhole() ? WHOLE : 100);
    }

    private static JsonObject fuzz(Server server, Random random) throws Exception {
        Path folder = Files.createTempDirectory("fuzz");
        Path document = folder.resolve("openapi.json");
        Files.writeString(document, server.get("/api/openapi").body());
        Path count = folder.resolve("count.json");
        int seed = random.nextInt(1_000_000);
        Program ended = Program.run(
                new HashMap<>(Map.of(
                        "FUZZ_TOKENS", tokens(server),
                        "FUZZ_SEED", String.valueOf(seed),
                        "FUZZ_COUNT", count.toString(),
                        "SCHEMATHESIS_HOOKS", "fuzz_hooks",
                        "PYTHONPATH",
                                Path.of("src/test/resources/python")
                                        .toAbsolutePath()
                                        .toString(),
                        "HOME", folder.toString(),
                        "no_proxy", "127.0.0.1,localhost")),
                LONGEST,
                command(server, document, random, seed));
        assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
        return Server.parse(Files.readString(count)).asJsonObject();
    }

    private static List<String> command(Server server, Path document, Random random, int seed) throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                Program.python().resolveSibling("schemathesis").toString(),
                "run",
                document.toString(),
                "--url=" + server.address(),
                "--checks=sound",
                "--phases=coverage,fuzzing",
                "--max-examples=" + (Campaign.isWhole() ? 120 : 8),
                "--seed=" + seed,
                "--workers=1",
                "--request-timeout=40",
                "--continue-on-failure",
                "--generation-database=none",
                "--warnings=off",
                "--no-color"));
        operations(document).stream()
                .filter(operation -> operation.equals(LEFT_OUT) || random.nextInt(Campaign.isWhole() ? 1 : SHARE) > 0)
                .forEach(left -> argv.add("--exclude-operation-id=" + left));
        return argv;
    }

    /** Of whoever may do something, by what that is; the hooks add callers who may not. */
    private static String tokens(Server server) {
        JsonObjectBuilder tokens = Json.createObjectBuilder().add("session", server.token());
        for (String scope : List.of("read", "use", "manage")) {
            tokens.add(
                    scope,
                    PersonalTokens.issue(server, "fuzz-" + scope, scope, null).getString("secret"));
        }
        return tokens.build().toString();
    }

    private static List<String> operations(Path document) throws IOException {
        JsonObject paths =
                Server.parse(Files.readString(document)).asJsonObject().getJsonObject("paths");
        return paths.values().stream()
                .flatMap(path -> path.asJsonObject().values().stream())
                .filter(operation -> operation instanceof JsonObject asked && asked.containsKey("operationId"))
                .map(operation -> operation.asJsonObject().getString("operationId"))
                .toList();
    }
}
