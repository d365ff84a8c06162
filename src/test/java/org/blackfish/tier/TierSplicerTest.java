package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class TierSplicerTest {
    private static final String SITE = """
        # Ours. Ask before you change it.
        partitions:
          gpu:     # the good ones
            default: true
            tiers:
              # for courses
              - name: Small
                description: 'Small models'   # says the page
                max_model_size_gb: 16
                gpu_count: 1
                cpu_cores: 4
                memory_gb: 16

              # for research
              - name: Large
                description: Large models
                max_model_size_gb: null
                gpu_count: 4
                cpu_cores: 16
                memory_gb: 64
          cpu:
            tiers: [{name: CPU, description: d, max_model_size_gb: 1, gpu_count: 0, cpu_cores: 1, memory_gb: 1}]
        # the end
        """;
    private static final Tier SMALL = new Tier("Small", "Small models", 16.0, 1, null, 4, 16, null, null);

    private static void becomes(TierEdit edit, String from, String to) {
        assertThat(SITE).contains(from);
        assertThat(TierSplicer.apply(SITE, edit)).isEqualTo(SITE.replace(from, to));
    }

    private static TierFile read(String text) {
        return Objects.requireNonNull(TierParser.parse(text).file());
    }

    @Test
    void oneFieldOfOneTierChangesAndNothingElse() {
        becomes(
                new TierEdit.SetTier(
                        "gpu", "Small", new Tier("Small", "Small models", 16.0, 1, null, 8, 16, null, null)),
                "cpu_cores: 4\n",
                "cpu_cores: 8\n");
        becomes(
                new TierEdit.SetTier(
                        "gpu", "Small", new Tier("Small", "For courses", 16.0, 1, null, 4, 16, null, null)),
                "'Small models'   # says",
                "For courses   # says");
    }

    @Test
    void aNewFieldComesBehindItsNeighbour() {
        becomes(
                new TierEdit.SetTier(
                        "gpu", "Small", new Tier("Small", "Small models", 16.0, 1, "a100", 4, 16, "gpu80", "gpu:a100")),
                """
                gpu_count: 1
                        cpu_cores: 4
                        memory_gb: 16
                """,
                """
                gpu_count: 1
                        gpu_type: a100
                        cpu_cores: 4
                        memory_gb: 16
                        slurm: {constraint: gpu80, gres: "gpu:a100"}
                """);
        becomes(
                new TierEdit.SetTier("cpu", "CPU", new Tier("CPU", "d", 1.0, 0, "none", 1, 1, null, null)),
                "gpu_count: 0,",
                "gpu_count: 0, gpu_type: none,");
    }

    @Test
    void tiersComeAndGoWithoutTheirNeighboursComments() {
        Tier medium = new Tier("Medium", "d: e", 80.0, 2, null, 8, 32, null, null);
        becomes(new TierEdit.AddTier("gpu", medium), "memory_gb: 64\n", """
            memory_gb: 64
                  - name: Medium
                    description: "d: e"
                    max_model_size_gb: 80
                    gpu_count: 2
                    cpu_cores: 8
                    memory_gb: 32
            """);
        becomes(
                new TierEdit.AddTier("cpu", medium),
                "memory_gb: 1}]",
                "memory_gb: 1}, {name: Medium, description: \"d: e\", max_model_size_gb: 80, gpu_count: 2, cpu_cores:"
                        + " 8, memory_gb: 32}]");
        becomes(
                new TierEdit.RemoveTier("gpu", "Small"),
                SITE.substring(SITE.indexOf("      - name: Small"), SITE.indexOf("\n      # for research")),
                "");
        assertThatThrownBy(() -> TierSplicer.apply(SITE, new TierEdit.RemoveTier("cpu", "CPU")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("\"CPU\" is the only tier of partition \"cpu\"; add another one first, or remove the"
                        + " partition.");
    }

    @Test
    void partitionsTimesAndModelsAreSetInPlaceOrAdded() {
        becomes(new TierEdit.AddPartition("mig", SMALL), "memory_gb: 1}]\n", """
            memory_gb: 1}]
              mig:
                tiers:
                  - name: Small
                    description: Small models
                    max_model_size_gb: 16
                    gpu_count: 1
                    cpu_cores: 4
                    memory_gb: 16
            """);
        becomes(
                new TierEdit.SetTime(new Times(60, 600)),
                "memory_gb: 1}]\n",
                "memory_gb: 1}]\ntime:\n  default: 60\n  max: 600\n");
        becomes(
                new TierEdit.SetModel("ns/model", "gpu.Large"),
                "memory_gb: 1}]\n",
                "memory_gb: 1}]\nmodels:\n  \"ns/model\": gpu.Large\n".replace("\"", ""));
        String both = TierSplicer.apply(SITE, new TierEdit.SetDefault("cpu"));
        assertThat(both)
                .isEqualTo(SITE.replace("default: true", "default: false")
                        .replace("    tiers: [{", "    default: true\n    tiers: [{"));
        becomes(
                new TierEdit.RemovePartition("cpu"),
                SITE.substring(SITE.indexOf("  cpu:\n"), SITE.indexOf("# the end")),
                "");
    }

    @Test
    void whatIsSharedByAnAnchorIsLeftToThePerson() {
        Path anchors = Path.of("src/test/resources/tiers/sites/site-anchors.yaml");
        String text = TierFixtures.text(anchors);
        Tier two = read(text).get(null, "Two").tier();
        assertThatThrownBy(() -> TierSplicer.apply(
                        text,
                        new TierEdit.SetTier(
                                "gpu", "Two", new Tier("Two", two.description(), 28.0, 2, "A40", 4, 32, null, null))))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("This place of the file is written with anchors or in an unusual layout, so that the table"
                        + " cannot change it alone; change it in the YAML.");
        String more = TierSplicer.apply(
                text,
                new TierEdit.SetTier(
                        "gpu", "Two", new Tier("Two", two.description(), 28.0, 2, "V100", 12, 32, null, null)));
        assertThat(more).isEqualTo(text.replace("gpu_count: 2\n", "gpu_count: 2\n        cpu_cores: 12\n"));
    }
}
