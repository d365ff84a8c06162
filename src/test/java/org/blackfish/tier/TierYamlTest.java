package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TierYamlTest {
    @Test
    void whatIsRenderedAndReadIsTheSameAgainWhateverTheValues() {
        Random random = new Random(20261126);
        for (int round = 0; round < 2_000; round++) {
            TierFile file = RandomTiers.file(random);
            String text = TierYaml.render(file);
            TierReading reading = TierParser.parse(text);
            assertThat(reading.file()).as(text).isEqualTo(file);
            assertThat(TierYaml.render(Objects.requireNonNull(reading.file()))).isEqualTo(text);
        }
    }

    @Test
    void sitesFilesSurviveReadingAndRendering() {
        for (Path site : TierFixtures.sites()) {
            TierReading reading = TierParser.parse(TierFixtures.bytes(site));
            assertThat(reading.errors()).as(site.toString()).isZero();
            TierFile file = Objects.requireNonNull(reading.file());
            assertThat(TierParser.parse(TierYaml.render(file)).file())
                    .as(site.toString())
                    .isEqualTo(file);
        }
    }

    @Test
    void textIsQuotedOnlyWhereItMustBe() {
        assertThat(YamlWords.text("Small models (up to 16 GB)")).isEqualTo("Small models (up to 16 GB)");
        assertThat(YamlWords.text("no")).isEqualTo("\"no\"");
        assertThat(YamlWords.text("80")).isEqualTo("\"80\"");
        assertThat(YamlWords.text("a: b")).isEqualTo("\"a: b\"");
        assertThat(YamlWords.text("a \"b\" \\ # c")).isEqualTo("\"a \\\"b\\\" \\\\ # c\"");
        assertThat(YamlWords.size(16.0)).isEqualTo("16");
        assertThat(YamlWords.size(0.5)).isEqualTo("0.5");
        assertThat(YamlWords.size(null)).isEqualTo("null");
    }
}
