package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

/** Edits at random of files at random and of sites' own, in both kinds of line ends. */
class TierSplicerPropertyTest {
    private static final int ROUNDS = 1_200;

    private final Random random = new Random(4711);

    @Test
    void anEditOfAnyFileChangesNoByteOutsideOfWhatItNames() {
        Map<String, Integer> compared = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            String before = round % 2 == 0 ? commented(TierYaml.render(RandomTiers.file(random))) : site();
            TierFile file = Objects.requireNonNull(TierParser.parse(before).file());
            TierEdit edit = edit(file, round / 2 % 6);
            String after;
            try {
                after = TierSplicer.apply(before, edit);
            } catch (InvalidInput refused) {
                assertThat(refused).hasMessageContaining("change it in the YAML");
                continue;
            }
            assertThat(TierParser.guess(after)).isEqualTo(edit.applied(file));
            new TierBounds(before).requireUntouched(after, edit);
            requireLineEnds(before, after);
            compared.merge(edit.getClass().getSimpleName(), 1, Integer::sum);
        }
        assertThat(compared)
                .containsOnlyKeys("SetTier", "AddTier", "RemoveTier", "SetTime", "SetModel", "SetDefault")
                .allSatisfy((kind, times) -> assertThat(times).as(kind).isGreaterThan(ROUNDS / 20));
    }

    private TierEdit edit(TierFile file, int kind) {
        Partition partition = one(file.partitions());
        Tier old = one(partition.tiers());
        Tier fresh = RandomTiers.tier(random, 99);
        return switch (kind) {
            case 0 -> new TierEdit.SetTier(partition.name(), old.name(), renamed(fresh, old.name()));
            case 1 -> new TierEdit.AddTier(partition.name(), fresh);
            case 2 ->
                partition.tiers().size() > 1
                        ? new TierEdit.RemoveTier(partition.name(), old.name())
                        : new TierEdit.AddTier(partition.name(), fresh);
            case 3 -> new TierEdit.SetTime(new Times(1 + random.nextInt(60), 60 + random.nextInt(600)));
            case 4 -> model(file, partition.name() + "." + old.name());
            default -> new TierEdit.SetDefault(partition.name());
        };
    }

    private TierEdit model(TierFile file, String tier) {
        List<String> known = List.copyOf(file.models().keySet());
        boolean fresh = known.isEmpty() || random.nextBoolean();
        return new TierEdit.SetModel(fresh ? "new/model" : one(known), fresh || random.nextBoolean() ? tier : null);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String site() {
        Path file = one(TierFixtures.sites());
        String text = TierFixtures.text(file).replace("\r\n", "\n");
        return random.nextBoolean() ? text : text.replace("\n", "\r\n");
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
    private String commented(String text) {
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

    /** A file with one kind of line ends has no other after the edit. */
    private static void requireLineEnds(String before, String after) {
        boolean carriage = before.contains("\r\n");
        assertThat(carriage ? after.replace("\r\n", "") : after).doesNotContain(carriage ? "\n" : "\r");
    }
}
