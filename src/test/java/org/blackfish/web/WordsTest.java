package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void durationsReadInTheirTwoLargestUnits() {
        assertThat(Words.of(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Words.of(Duration.ofSeconds(7500))).isEqualTo("2 h 5 min");
        assertThat(Words.of(Duration.ofHours(100))).isEqualTo("4 d 4 h");
        assertThat(Words.of(Duration.ofMinutes(30))).isEqualTo("30 min");
    }

    @Test
    void noDurationAndANegativeOneAreZeroSeconds() {
        assertThat(Words.of(Duration.ZERO)).isEqualTo("0 s");
        assertThat(Words.of(Duration.ofSeconds(-5))).isEqualTo("0 s");
    }

    @Test
    void sizesAreDecimalGigabytesRoundedDownThatKeepSmallModelsApart() {
        assertThat(Words.gigabytes(0.0981)).isEqualTo("0.098 GB");
        assertThat(Words.gigabytes(1.117)).isEqualTo("1.11 GB");
        assertThat(Words.gigabytes(14.94)).isEqualTo("14.94 GB");
        assertThat(Words.gigabytes(140)).isEqualTo("140 GB");
    }
}
