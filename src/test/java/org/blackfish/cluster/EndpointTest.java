package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
    private static final String INVENTED = "{\"job_id\":\"17\",\"attempt\":1,\"host\":\"g1\",\"port\":20001,"
            + "\"phase\":\"serving\",\"pid\":4711,\"beat\":       12,\"time\":\"2026-11-22T12:00:00Z\"}\n";

    @Test
    void whatTheWatcherWritesIsRead() {
        assertThat(Endpoint.parse(INVENTED))
                .contains(new Endpoint(
                        new JobId("17"),
                        1,
                        "g1",
                        20001,
                        Endpoint.Phase.SERVING,
                        4711,
                        12,
                        Instant.parse("2026-11-22T12:00:00Z")));
    }

    @Test
    void onlyServingMayBeContacted() {
        assertThat(Endpoint.parse(INVENTED).orElseThrow().isServing()).isTrue();
        assertThat(Endpoint.parse(INVENTED.replace("serving", "prepared"))
                        .orElseThrow()
                        .isServing())
                .isFalse();
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(Endpoint.parse(INVENTED.replace("{", "{\"more\":[1],"))).isPresent();
    }

    @Test
    void aFileThatIsCutAnywhereIsNoEndpoint() {
        String json = INVENTED.strip();
        for (int length = 0; length < json.length(); length++) {
            assertThat(Endpoint.parse(json.substring(0, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"17\"|17",
                "\"17\"|\"17;north\"",
                "20001|0",
                "20001|65536",
                "20001|\"20001\"",
                "20001|1e99",
                "\"g1\"|\"g1/../x\"",
                "\"g1\"|\"\"",
                "\"g1\"|\"-g1\"",
                "\"g1\"|null",
                "serving|ready",
                "attempt\":1|attempt\":-1",
                "4711|4711.5",
                "beat|beet",
                "12:00:00Z|noon",
            })
    void aWrongValueMakesItNoEndpoint(String change) {
        String[] parts = change.split("\\|", -1);
        assertThat(INVENTED).contains(parts[0]);
        assertThat(Endpoint.parse(INVENTED.replace(parts[0], parts[1]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{}", "{} {}"})
    void anythingElseIsNoEndpoint(String text) {
        assertThat(Endpoint.parse(text)).isEmpty();
    }
}
