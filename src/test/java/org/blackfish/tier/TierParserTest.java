package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TierParserTest {
    private static final String TIER = """
        partitions:
          gpu:
            tiers:
              - name: Small
                description: Small models
                max_model_size_gb: 16
                gpu_count: 1
                cpu_cores: 4
                memory_gb: 16
        """;

    private static TierFile good(String yaml) {
        TierReading reading = TierParser.parse(yaml);
        assertThat(reading.findings()).isEmpty();
        return Objects.requireNonNull(reading.file());
    }

    /** Every finding as {@code LEVEL line:column sentence}. */
    private static void finds(String yaml, String... findings) {
        TierReading reading = TierParser.parse(yaml);
        assertThat(reading.findings())
                .extracting(one -> one.level() + " " + one.line() + ":" + one.column() + " " + one.sentence())
                .containsExactly(findings);
        assertThat(reading.file() == null).isEqualTo(reading.errors() > 0);
    }

    private static void changed(String from, String to, String finding) {
        assertThat(TIER).contains(from);
        finds(TIER.replace(from, to), finding);
    }

    @Test
    void theGuidesExampleIsReadWhole() {
        TierFile file = good("""
            time:
              default: 20
              max: 90
            partitions:
              gpu:
                default: true
                tiers:
                  - name: Small
                    description: "Small models (up to 16GB)"
                    max_model_size_gb: 16
                    gpu_count: 1
                    gpu_type: a100
                    cpu_cores: 4
                    memory_gb: 16
                    slurm:
                      constraint: "gpu80"
                      gres: gpu:a100
                  - name: Large
                    description: "Large models (80GB+)"
                    max_model_size_gb: null
                    gpu_count: 4
                    cpu_cores: 16
                    memory_gb: 64
              cpu:
                default: false
                tiers:
                  - name: CPU Only
                    description: "For testing or small models"
                    max_model_size_gb: 0.5
                    gpu_count: 0
                    cpu_cores: 4
                    memory_gb: 8
            models:
              "meta-llama/Llama-2-70b-hf": "gpu.Large"
              "openai/whisper-large-v3": "CPU Only"
            """);
        assertThat(file.time()).isEqualTo(new Times(20, 90));
        assertThat(file.defaultPartition().tiers())
                .containsExactly(
                        new Tier("Small", "Small models (up to 16GB)", 16.0, 1, "a100", 4, 16, "gpu80", "gpu:a100"),
                        new Tier("Large", "Large models (80GB+)", null, 4, null, 16, 64, null, null));
        assertThat(file.partition("cpu").isDefault()).isFalse();
        assertThat(file.partition("cpu").builtIn()).isFalse();
        assertThat(file.models())
                .isEqualTo(Map.of("meta-llama/Llama-2-70b-hf", "gpu.Large", "openai/whisper-large-v3", "CPU Only"));
    }

    @Test
    void whatIsOptionalMayBeAbsentOrNull() {
        assertThat(good(TIER).time()).isEqualTo(new Times(30, 180));
        assertThat(good("time:\nmodels:\n" + TIER + "        slurm:\n        gpu_type: null\n")
                        .models())
                .isEmpty();
        assertThat(good("time: {max: 20}\n" + TIER).time()).isEqualTo(new Times(20, 20));
    }

    @Test
    void anchorsAndMergesSaveRepetition() {
        TierFile file =
                good(TIER.replace("- name", "- &small\n        name") + "      - <<: *small\n        name: B\n");
        assertThat(file.get("gpu", "B").tier().memoryGb()).isEqualTo(16);
    }

    @Test
    void everyRequiredFieldIsMissedByName() {
        for (String field : new String[] {"description", "max_model_size_gb", "gpu_count", "cpu_cores", "memory_gb"}) {
            finds(
                    TIER.replaceAll("(?m)^ +" + field + ".*\\n", ""),
                    "ERROR 4:9 tier \"Small\" of partition \"gpu\" has no " + field + "; add it.");
        }
        finds(TIER.replace("name: Small\n        ", ""), "ERROR 4:9 the tier in line 4 has no name; add it.");
        finds("time: {}\n", "ERROR 1:1 The file has no partitions; add it.");
        finds("partitions: {gpu: {}}", "ERROR 1:19 partition \"gpu\" has no tiers; add it.");
    }

    @Test
    void wholeNumbersAreChecked() {
        String of = " of tier \"Small\" of partition \"gpu\" is ";
        for (String wrong : new String[] {"-1", "1.5", "0x10", "010", "1_000", "two", "true", "9999999999", "1e3"}) {
            changed(
                    "gpu_count: 1",
                    "gpu_count: " + wrong,
                    "ERROR 7:20 gpu_count" + of + "\"" + wrong + "\"; give a whole number from 0, without quotes.");
        }
        changed(
                "cpu_cores: 4",
                "cpu_cores: 0",
                "ERROR 8:20 cpu_cores" + of + "\"0\"; give a whole number from 1, without quotes.");
        changed(
                "memory_gb: 16",
                "memory_gb: '16'",
                "ERROR 9:20 memory_gb" + of + "\"16\"; give a whole number from 1, without quotes.");
        changed(
                "memory_gb: 16",
                "memory_gb: [16]",
                "ERROR 9:20 memory_gb" + of + "a list; give a whole number from 1, without quotes.");
        changed(
                "memory_gb: 16",
                "memory_gb:",
                "ERROR 9:19 memory_gb" + of + "\"\"; give a whole number from 1, without quotes.");
    }

    @Test
    void sizesAreAboveZeroOrNull() {
        for (String wrong : new String[] {"0", "-3", ".inf", "'16'", "16GB"}) {
            changed(
                    "max_model_size_gb: 16",
                    "max_model_size_gb: " + wrong,
                    "ERROR 6:28 max_model_size_gb of tier \"Small\" of partition \"gpu\" is \"" + wrong.replace("'", "")
                            + "\"; give a number above 0 such as 16 or 0.5, or null for no limit.");
        }
        assertThat(good(TIER.replace(": 16\n        gpu", ": ~\n        gpu"))
                        .get("gpu", "Small")
                        .tier()
                        .maxModelSizeGb())
                .isNull();
    }

    @Test
    void textIsText() {
        changed(
                "name: Small",
                "name: 80",
                "ERROR 4:15 name of tier \"80\" of partition \"gpu\" is \"80\"; give text, in quotes if it looks like a"
                        + " number or a yes or no.");
        changed("name: Small", "name: ' '", "ERROR 4:15 name of the tier in line 4 is \" \"; give some text.");
        changed(
                "description: Small models",
                "description: \"a\\tb\"",
                "ERROR 5:22 description of tier \"Small\" of partition \"gpu\" is \"a?b\"; remove the control"
                        + " characters.");
        changed(
                "name: Small",
                "name: " + "x".repeat(101),
                "ERROR 4:15 The name of a tier must be one line of at most 100 characters; this one has 101.");
    }

    @Test
    void nothingReachesSlurmThatAShellWouldRead() {
        for (String wrong : new String[] {"a b", "a$(id)", "a;b", "a\\nb", "a#b", "a`b`"}) {
            assertThat(TierParser.parse(TIER + "        slurm: {constraint: \"" + wrong + "\"}\n")
                            .findings())
                    .extracting(Finding::sentence)
                    .containsExactly("constraint of slurm of tier \"Small\" of partition \"gpu\" is \""
                            + wrong.replace("\\n", "?")
                            + "\"; write it as Slurm does, without spaces, quotes, $ or #.");
        }
        good(TIER + "        slurm: {constraint: \"[rack1|rack2]&gpu80*2\", gres: \"gpu:a100,nvme:10G\"}\n");
        changed(
                "gpu:\n",
                "g u:\n",
                "ERROR 2:3 The partition name \"g u\" is no Slurm partition name; use letters, digits, dot, hyphen and"
                        + " underscore.");
    }

    @Test
    void unknownKeysAreWarnings() {
        finds(
                "colour: red\n" + TIER.replace("tiers:", "nice: 1\n    tiers:") + "        slurm: {qos: high}\n",
                "WARNING 1:1 The file has the unknown key \"colour\", which is not used; known are time, partitions,"
                        + " models, gpu_memory_gb.",
                "WARNING 4:5 partition \"gpu\" has the unknown key \"nice\", which is not used; known are default,"
                        + " tiers.",
                "WARNING 12:17 slurm of tier \"Small\" of partition \"gpu\" has the unknown key \"qos\", which is not"
                        + " used; known are constraint, gres.");
    }

    @Test
    void aGresThatCannotBeUsedIsAWarning() {
        finds(
                TIER.replace("gpu_count: 1", "gpu_count: 0") + "        slurm: {gres: gpu:a100}\n",
                "WARNING 10:23 gres of tier \"Small\" of partition \"gpu\" is not used, because its gpu_count is 0;"
                        + " give a count, as in gpu:a100:1, or remove it.");
    }

    @Test
    void doublesAreErrors() {
        String more = TIER.substring(TIER.indexOf("      - name"));
        finds(TIER + more, "ERROR 10:9 partition \"gpu\" has two tiers named \"Small\"; rename one of them.");
        finds(
                TIER + "        gpu_count: 2\n",
                "ERROR 10:9 tier \"Small\" of partition \"gpu\" has the key \"gpu_count\" twice; remove one of them.");
        String second = TIER.substring(TIER.indexOf("  gpu")).replace("gpu:", "two:\n    default: yes");
        finds(
                TIER.replace("gpu:", "gpu:\n    default: true") + second,
                "ERROR 11:3 The partitions \"gpu\" and \"two\" both have default: true; keep it for one.");
        finds(
                TIER + second.replace("yes", "no"),
                "WARNING 2:3 No partition has default: true; the first, \"gpu\", is taken as the default.");
    }

    @Test
    void aModelSentNowhereIsAnError() {
        finds(
                TIER + "models:\n  ns/a: gpu.Small\n  ns/b: gpu.Huge\n  ns/c: 5\n",
                "ERROR 12:9 models sends \"ns/b\" to \"gpu.Huge\", which is no tier of this file; write partition.tier"
                        + " or tier, as named above.",
                "ERROR 13:9 ns/c of models is \"5\"; give text, in quotes if it looks like a number or a yes or no.");
    }

    @Test
    void theDefaultTimeMayNotExceedTheMaximum() {
        finds(
                "time: {default: 60, max: 45}\n" + TIER,
                "ERROR 1:17 time.default is 60 minutes, which is above time.max of 45; lower the one or raise the"
                        + " other.");
        finds(
                "time: {max: 0}\n" + TIER,
                "ERROR 1:13 max of time is \"0\"; give a whole number from 1, without quotes.");
    }

    @Test
    void wrongShapesAreNamed() {
        finds(
                "- a\n",
                "ERROR 1:1 The file must be a mapping of keys and values.",
                "ERROR 1:1 The file has no partitions; add it.");
        finds("partitions: {}", "ERROR 1:13 partitions is empty; name at least one partition with its tiers.");
        finds("partitions: {a: {tiers: []}}", "WARNING 1:25 partition \"a\" has no tiers to choose from.");
        finds(
                "partitions: {a: {tiers: {b: c}}}",
                "ERROR 1:25 tiers of partition \"a\" must be a list, each element with a dash before it.");
        finds(
                "partitions: {a: {default: maybe, tiers: []}}",
                "ERROR 1:27 default of partition \"a\" is \"maybe\"; give true or false.",
                "WARNING 1:41 partition \"a\" has no tiers to choose from.");
    }
}
