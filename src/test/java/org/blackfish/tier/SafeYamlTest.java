package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeYamlTest {
    private static void refused(String yaml, int line, int column, String sentence) {
        TierReading reading = TierParser.parse(yaml);
        assertThat(reading.file()).isNull();
        assertThat(reading.findings()).contains(new Finding(Finding.Level.ERROR, line, column, sentence));
    }

    @Test
    void tagsAreRefusedWhereTheyStand() {
        refused(
                "time:\n  max: !!java.net.URL ['http://x']\n",
                2,
                8,
                "The tag tag:yaml.org,2002:java.net.URL is not allowed here; remove it.");
        refused("time: !mine {}\n", 1, 7, "The tag !mine is not allowed here; remove it.");
        refused("time: !!str 5\n", 1, 7, "The tag tag:yaml.org,2002:str is not allowed here; remove it.");
    }

    @Test
    void brokenYamlIsToldWithItsPlace() {
        refused(
                "time:\n  max: 5\n default: 3\n",
                3,
                2,
                "This is not well-formed YAML: expected <block end>, but found '<block mapping start>' (while parsing a"
                        + " block mapping).");
        refused(
                "a: \"b\n",
                2,
                1,
                "This is not well-formed YAML: found unexpected end of stream (while scanning a quoted scalar).");
    }

    @Test
    void anEmptyFileIsNotTheDefaults() {
        refused(
                "# nothing\n",
                1,
                1,
                "The file is empty; write partitions, or remove it to have the built-in defaults.");
    }

    @Test
    void controlCharactersAreToldWithTheirPlace() {
        refused("time:\n  \u0007\n", 2, 3, "A control character stands here; remove it.");
    }

    @Test
    void aFileOfMoreThanAMebibyteIsNotRead() {
        refused(" ".repeat(1024 * 1024 + 1), 1, 1, "The file is larger than 1 MiB; a tier file is a few kilobytes.");
    }

    @Test
    void aliasBombsAndDeepNestingAreRefusedAtOnce() {
        refused(
                "a: &a [x]\nb: [" + "*a,".repeat(200) + "]\n",
                2,
                305,
                "More than 100 aliases of lists and mappings are refused; write out what they stand for.");
        assertThat(TierParser.parse("[".repeat(5_000)).errors()).isPositive();
        assertThat(TierParser.parse("a: &a\n  <<: *a\npartitions: {x: {tiers: [*a]}}\n")
                        .file())
                .isNull();
    }

    @Test
    void onlyOneDocumentIsRead() {
        assertThat(TierParser.parse("a: 1\n---\nb: 1\n").findings())
                .extracting(Finding::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("expected a single document"));
    }
}
