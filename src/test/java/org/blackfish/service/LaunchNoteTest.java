package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchNoteTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123456Z");
    private static final LaunchNote NOTE = LaunchNote.of(TestWorld.anySpecification(), NOW, Path.of("/home/ada/.b"));

    @Test
    void whatALaunchWritesIsReadAsTheSameSpecification() {
        LaunchNote read = LaunchNote.parse(NOTE.text()).orElseThrow();
        assertThat(read.specification(8080)).isEqualTo(TestWorld.anySpecification());
        assertThat(read.specification(9000).port()).isEqualTo(9000);
        assertThat(read.model()).isEqualTo("org/x");
        assertThat(read.homeDirectory()).isEqualTo(Path.of("/home"));
        assertThat(read.createdAt()).isEqualTo(NOW);
        assertThat(read.launchedFrom()).isEqualTo(Path.of("/home/ada/.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "not JSON", "{\"name\":\"x\"}"})
    void anythingElseIsNoNote(String text) {
        assertThat(LaunchNote.parse(text)).isEmpty();
    }

    @Test
    void aNoteThatLacksSomethingOrHasTheWrongTypeIsNone() {
        assertThat(LaunchNote.parse(NOTE.text().replace("\"model\"", "\"modell\"")))
                .isEmpty();
        assertThat(LaunchNote.parse(NOTE.text().replace("\"cpus\":1", "\"cpus\":\"many\"")))
                .isEmpty();
        assertThat(LaunchNote.parse(NOTE.text().replace("\"time\":1800", "\"time\":1.5")))
                .isEmpty();
    }
}
