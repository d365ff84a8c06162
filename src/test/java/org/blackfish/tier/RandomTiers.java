package org.blackfish.tier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Good tier files at random, with words that YAML could misread. */
final class RandomTiers {
    private static final String[] WORDS = {
        "Small",
        "Large",
        "v1.5",
        "no",
        "Null",
        "12",
        "0x1f",
        "1e3",
        "~",
        "- dash",
        "# hash",
        "a: b",
        "'quoted'",
        "\"double\"",
        "back\\slash",
        "groß – 🐟",
        "{brace}",
        "[list]",
        "*alias",
        "&anchor",
        "!tag",
        "%percent",
        "@at",
        "`tick`",
        "a, b",
        "ends:",
        "two  blanks",
        "2026-11-26",
        "1:30",
        "yes",
        "<<",
        "=",
        "?",
        "|",
        ">"
    };
    private static final String[] SLURM = {"gpu80", "a100&gpu40", "[rack1|rack2]", "gpu:a100", "gpu:h100:8", "1"};

    private RandomTiers() {}

    static TierFile file(Random random) {
        int max = 1 + random.nextInt(5000);
        List<Partition> partitions = new ArrayList<>();
        int marked = random.nextInt(4);
        for (int at = 0; at <= random.nextInt(3); at++) {
            List<Tier> tiers = new ArrayList<>();
            for (int count = 0; count <= random.nextInt(4); count++) {
                tiers.add(tier(random, count));
            }
            partitions.add(new Partition("part-" + at, at == marked, tiers, false));
        }
        Map<String, String> models = new LinkedHashMap<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            Partition partition = partitions.get(random.nextInt(partitions.size()));
            models.put(
                    "org/model-" + count,
                    partition.name() + "." + partition.tiers().getFirst().name());
        }
        return new TierFile(
                new Times(1 + random.nextInt(max), max),
                partitions,
                models,
                random.nextBoolean() ? Map.of() : Map.of(word(random), 1 + random.nextInt(200)));
    }

    /** A tier whose name ends in a number, which keeps names in a partition apart. */
    static Tier tier(Random random, int number) {
        return new Tier(
                word(random) + " " + number,
                word(random),
                random.nextInt(4) == 0 ? null : (1 + random.nextInt(4000)) / 8.0,
                random.nextInt(9),
                random.nextBoolean() ? null : word(random),
                1 + random.nextInt(128),
                1 + random.nextInt(2000),
                slurm(random),
                slurm(random));
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static @Nullable String slurm(Random random) {
        return random.nextBoolean() ? null : SLURM[random.nextInt(SLURM.length)];
    }
}
