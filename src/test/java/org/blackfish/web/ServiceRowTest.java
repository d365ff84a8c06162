package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.blackfish.service.EngineOptions;
import org.blackfish.service.Phase;
import org.blackfish.service.Resources;
import org.blackfish.service.Service;
import org.blackfish.service.Specification;
import org.blackfish.service.Status;
import org.junit.jupiter.api.Test;

class ServiceRowTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aNewServiceIsQueuedSinceItsLaunch() {
        ServiceRow row = ServiceRow.of(service());
        assertThat(row.word()).isEqualTo("queued");
        assertThat(row.since()).isEqualTo(NOON);
        assertThat(row.isLive()).isTrue();
        assertThat(row.isReady()).isFalse();
    }

    @Test
    void howAServiceEndedIsToldInsteadOfItsPhase() {
        assertThat(ServiceRow.word(Status.TIMEOUT, Phase.ENDED)).isEqualTo("time ran out");
        assertThat(ServiceRow.word(Status.FAILED, Phase.ENDED)).isEqualTo("failed");
        assertThat(ServiceRow.word(Status.STOPPED, Phase.ENDED)).isEqualTo("stopped");
    }

    @Test
    void onlyWhatAnswersLooksGood() {
        assertThat(ServiceRow.tone(Status.HEALTHY, Phase.READY)).isEqualTo("good");
        assertThat(ServiceRow.tone(Status.UNHEALTHY, Phase.READY)).isEqualTo("bad");
        assertThat(ServiceRow.tone(Status.STARTING, Phase.LOADING)).isEqualTo("busy");
        assertThat(ServiceRow.tone(Status.PENDING, Phase.QUEUED)).isEqualTo("wait");
    }

    @Test
    void theFilterLooksAtEveryWordOfARowWithoutCase() {
        ServiceRow row = ServiceRow.of(service());
        assertThat(row.matches("SMOLLM2")).isTrue();
        assertThat(row.matches(" queued ")).isTrue();
        assertThat(row.matches("cpu only")).isTrue();
        assertThat(row.matches("llama-70b")).isFalse();
    }

    static Service service() {
        return new Service(
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                new Specification(
                        "smol",
                        "text_generation",
                        "ghcr.io/ggml-org/llama.cpp:server-b1",
                        "org/SmolLM2",
                        null,
                        "default",
                        "localhost",
                        null,
                        Path.of("/home/me/.blackfish"),
                        Path.of("/srv/blackfish"),
                        8080,
                        new Resources(2, 4, 0, Duration.ofMinutes(30), null, null, null, null, "CPU Only"),
                        "llama.cpp",
                        Duration.ofMinutes(10),
                        EngineOptions.NONE,
                        null,
                        Path.of("/cache/images/x_1.sif"),
                        null,
                        "fingerprint"),
                NOON);
    }
}
