package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Another ordinary user of the same node tries every port, path, file, process entry and socket: none opens. */
class NeighbourCampaignE2E {
    private static final Pattern HTTP = Pattern.compile("http (\\d+) (\\w+) (\\d+) (\\S+) .*");

    /** What anybody may see of our server: is it up, and the way in. */
    private static final Set<String> OPEN = Set.of("/api/ready", "/api/live", "/sign-in.xhtml");

    /** Of an engine: whether it lives. */
    private static final Set<String> OPEN_OF_ENGINE = Set.of("/health", "/v1/health");

    private final Campaign campaign = new Campaign("neighbour", 1, 1);

    @Test
    void noDoorIsOpenToANeighbourOnTheNode() throws Exception {
        campaign.run(random -> {
            Instant born = Instant.now();
            try (Server server = Server.start("", Map.of())) {
                Launches launches = new Launches(server);
                String id = launches.launch("neighbour");
                launches.await(id, "healthy");
                String key = Server.parse(
                                server.get("/api/services/" + id + "/key").body())
                        .asJsonObject()
                        .getString("key");
                assertThat(server.post(
                                        "/services/" + id + "/v1/chat/completions",
                                        "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"max_tokens\": 4}")
                                .statusCode())
                        .isEqualTo(200);
                List<String> said = visit(server, id, born).lines().toList();
                assertThat(said.toString()).doesNotContain(key).doesNotContain(server.token());
                List<String> doors =
                        said.stream().filter(line -> isDoor(line, server)).toList();
                said.stream().filter(line -> line.startsWith("tried ")).forEach(this::count);
                campaign.count("doors", doors.size());
                assertThat(doors).isEmpty();
                launches.stop(id);
            }
        });
        assertThat(campaign.figure("http")).isGreaterThan(500);
        assertThat(campaign.figure("proc")).isGreaterThan(50);
    }

    private static String visit(Server server, String id, Instant born) {
        Path prefix = Testbed.prefix();
        return Hand.ask(String.join(
                " ",
                "neighbour",
                prefix.resolve("tree/src/test/resources/e2e/neighbour.py").toString(),
                System.getProperty("user.name"),
                id,
                String.valueOf(born.getEpochSecond()),
                server.home().toString(),
                server.runDirectory(),
                prefix.resolve("home").toString(),
                prefix.resolve("scratch").toString(),
                "/tmp /dev/shm /run/user"));
    }

    private void count(String line) {
        String[] words = line.split(" ");
        campaign.count(words[1], Long.parseLong(words[2]));
    }

    private static boolean isDoor(String line, Server server) {
        Matcher http = HTTP.matcher(line);
        if (!http.matches()) {
            return line.startsWith("file ") || line.startsWith("proc ") || line.startsWith("socket ");
        }
        if (Integer.parseInt(http.group(3)) == server.port()) {
            return !OPEN.contains(http.group(4));
        }
        return !OPEN_OF_ENGINE.contains(http.group(4)) && !http.group(2).equals("OPTIONS");
    }
}
