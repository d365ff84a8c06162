package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private final Traffic traffic = new Traffic();
    private final Service one = service("one");
    private final Service two = service("two");

    @Test
    void theServiceWithTheFewestCallsUnderWayIsTaken() {
        traffic.began(one.id());
        assertThat(traffic.leastBusy(List.of(one, two))).isSameAs(two);
    }

    @Test
    void idleServicesTakeTurns() {
        traffic.began(one.id());
        traffic.ended(one.id());
        assertThat(traffic.leastBusy(List.of(one, two))).isSameAs(two);
        traffic.began(two.id());
        traffic.ended(two.id());
        traffic.began(two.id());
        traffic.ended(two.id());
        assertThat(traffic.leastBusy(List.of(one, two))).isSameAs(one);
        assertThat(traffic.open(one.id())).isZero();
    }

    @Test
    void allCallsAreCountedAlsoThoseOfServicesThatAreGone() {
        traffic.began(one.id());
        traffic.ended(one.id());
        traffic.began(two.id());
        assertThat(traffic.calls()).isEqualTo(2);
        assertThat(traffic.open()).isEqualTo(1);
    }

    private static Service service(String name) {
        return new Service(
                UUID.randomUUID(),
                new Specification(
                        name,
                        "text_generation",
                        "image:1",
                        "org/model",
                        null,
                        "default",
                        "localhost",
                        null,
                        Path.of("/h"),
                        Path.of("/c"),
                        8080,
                        new Resources(1, 1, 0, Duration.ofMinutes(30), null, null, null, null, null),
                        "vllm",
                        Duration.ofSeconds(600),
                        EngineOptions.NONE,
                        null,
                        Path.of("/cache/images/x_1.sif"),
                        null,
                        "fingerprint"),
                Instant.EPOCH);
    }
}
