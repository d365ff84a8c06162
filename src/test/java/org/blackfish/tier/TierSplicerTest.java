package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
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

    @Test
    void anEditOfAnyTierOfAnyFileChangesNoByteOutsideOfIt() {
        Random random = new Random(4711);
        int made = 0;
        for (int round = 0; round < 400; round++) {
            String text = round < 200 ? commented(TierYaml.render(RandomTiers.file(random)), random) : site(random);
            TierFile file = read(text);
            Partition partition =
                    file.partitions().get(random.nextInt(file.partitions().size()));
            Tier old = partition.tiers().get(random.nextInt(partition.tiers().size()));
            Tier fresh = RandomTiers.tier(random, 99);
            TierEdit edit = new TierEdit.SetTier(partition.name(), old.name(), renamed(fresh, old.name()));
            String after;
            try {
                after = TierSplicer.apply(text, edit);
            } catch (InvalidInput refused) {
                assertThat(text).containsAnyOf("*", "&", ">-", "{");
                continue;
            }
            made++;
            assertThat(TierParser.guess(after)).isEqualTo(edit.applied(file));
            untouchedOutside(text, after, partition.name(), old.name());
        }
        assertThat(made).isGreaterThan(300);
    }

    private static String site(Random random) {
        List<Path> sites = TierFixtures.sites();
        return TierFixtures.text(sites.get(random.nextInt(sites.size())));
    }

    private static Tier renamed(Tier tier, String name) {
        return new Tier(
                name,
                tier.description(),
                tier.maxModelSizeGb(),
                tier.gpuCount(),
                tier.gpuType(),
                tier.cpuCores(),
                tier.memoryGb(),
                tier.constraint(),
                tier.gres());
    }

    /** Comments, blank lines and other line ends, wherever they may stand. */
    private static String commented(String text, Random random) {
        String newline = random.nextBoolean() ? "\n" : "\r\n";
        return text.lines()
                .map(line -> switch (random.nextInt(6)) {
                    case 0 -> line + "   # note " + random.nextInt(100);
                    case 1 -> "    # above" + newline + line;
                    case 2 -> newline + line;
                    default -> line;
                })
                .collect(Collectors.joining(newline, "", newline));
    }

    /** Told without the code under test: by the lines from a tier's dash to the next that is not further in. */
    private static void untouchedOutside(String before, String after, String partition, String tier) {
        List<String> old = before.lines().toList();
        int start = -1;
        int found = 0;
        int wanted = read(before).partitions().stream()
                .takeWhile(one -> !one.name().equals(partition))
                .mapToInt(one -> one.tiers().size())
                .sum();
        wanted += read(before).partition(partition).tiers().stream()
                .map(Tier::name)
                .toList()
                .indexOf(tier);
        for (int at = 0; at < old.size() && start < 0; at++) {
            if (old.get(at).strip().matches("(- |\\{name|\\{\\w+: |.*: \\{tiers).*") && found++ == wanted) {
                start = at;
            }
        }
        if (start < 0 || before.contains("{name")) {
            return;
        }
        int indent = old.get(start).indexOf('-');
        int end = start + 1;
        while (end < old.size()
                && (old.get(end).isBlank()
                        || old.get(end).strip().startsWith("#")
                        || old.get(end).length() - old.get(end).stripLeading().length() > indent)) {
            end++;
        }
        String head = String.join("\n", old.subList(0, start));
        String tail = String.join("\n", old.subList(end, old.size()));
        String now = after.lines().collect(Collectors.joining("\n"));
        assertThat(now).startsWith(head).endsWith(tail);
        assertThat(comments(after)).isEqualTo(comments(before));
    }

    private static long comments(String text) {
        return text.lines()
                .filter(line -> line.replace("# hash", "").contains("#"))
                .count();
    }
}
