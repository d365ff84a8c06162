package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TierChoiceTest {
    private static final String REPO = "ns/model";

    private static Tier tier(String name, @Nullable Double limit) {
        return new Tier(name, "d", limit, 1, null, 1, 1, null, null);
    }

    private static Partition partition(String name, boolean isDefault, Tier... tiers) {
        return new Partition(name, isDefault, List.of(tiers), false);
    }

    private static TierFile file(Map<String, String> models, Partition... partitions) {
        return new TierFile(Times.DEFAULT, List.of(partitions), models);
    }

    private static final Partition GPU =
            partition("gpu", true, tier("Medium", 80.0), tier("Large", null), tier("Small", 16.0));
    private static final Partition CPU = partition("cpu", false, tier("CPU Only", 2.0), tier("Larger", 4.0));
    private static final TierFile SITE = file(Map.of(), GPU, CPU);

    private static void chooses(TierFile file, @Nullable Double size, @Nullable String partition, String sentence) {
        assertThat(TierChoice.choose(file, REPO, size, partition).sentence()).isEqualTo(sentence);
    }

    @Test
    void theSmallestLimitThatExceedsTheSizeIsTakenWhateverTheFileOrder() {
        Choice choice = TierChoice.choose(SITE, REPO, 14.9, null);
        assertThat(choice.partition()).isEqualTo("gpu");
        assertThat(choice.reason()).isEqualTo(Reason.SIZE);
        assertThat(choice.sentence()).isEqualTo("Small: for models under 16 GB; this one has 14.9 GB of weights.");
    }

    @Test
    void aSizeEqualToTheLimitIsNotEnough() {
        chooses(SITE, 16.0, null, "Medium: for models under 80 GB; this one has 16 GB of weights.");
        chooses(SITE, 15.9999, null, "Small: for models under 16 GB; this one has 15.99 GB of weights.");
        chooses(SITE, 0.0983, null, "Small: for models under 16 GB; this one has 0.098 GB of weights.");
        chooses(SITE, 0.0000983, null, "Small: for models under 16 GB; this one has 0.0000983 GB of weights.");
    }

    @Test
    void whatNoLimitHoldsGoesToTheTierWithoutLimit() {
        chooses(SITE, 80.0, null, "Large: it has no size limit, and no smaller tier holds 80 GB of weights.");
        chooses(SITE, null, null, "Large: it has no size limit, and the size of this model is not known.");
        assertThat(TierChoice.choose(SITE, REPO, null, null).reason()).isEqualTo(Reason.CATCH_ALL);
    }

    @Test
    void whereNothingFitsTheLargestIsNamedAndTheChoiceIsLeftOpen() {
        Choice choice = TierChoice.choose(SITE, REPO, 14.0, "cpu");
        assertThat(choice.tier()).isNull();
        assertThat(choice.reason()).isEqualTo(Reason.NONE);
        assertThat(choice.sentence())
                .isEqualTo("No tier of partition cpu holds 14 GB of weights; the largest, Larger, is for models under"
                        + " 4 GB. You may still choose a tier by hand.");
        chooses(
                SITE,
                null,
                "cpu",
                "The size of this model is not known and partition cpu has no tier without a size limit; its largest,"
                        + " Larger, is for models under 4 GB. You may still choose a tier by hand.");
        chooses(
                file(Map.of(), partition("empty", true)),
                1.0,
                null,
                "Partition empty has no tiers. You may still choose a tier by hand.");
    }

    @Test
    void aPrescribedTierIsTakenAndSelectsItsPartition() {
        Choice choice = TierChoice.choose(file(Map.of(REPO, "cpu.CPU Only"), GPU, CPU), REPO, 500.0, "gpu");
        assertThat(choice.partition()).isEqualTo("cpu");
        assertThat(choice.reason()).isEqualTo(Reason.MODEL_OVERRIDE);
        assertThat(choice.sentence()).isEqualTo("CPU Only: this site prescribes it for ns/model.");
    }

    @Test
    void aPartitionThatTheUserPickedIsNotLeftForWhatTheFilePrescribes() {
        TierFile prescribing = file(Map.of(REPO, "cpu.CPU Only"), GPU, CPU);
        Choice picked = TierChoice.forLaunch(prescribing, REPO, 14.9, "gpu");
        assertThat(picked.partition()).isEqualTo("gpu");
        assertThat(picked.sentence()).isEqualTo("Small: for models under 16 GB; this one has 14.9 GB of weights.");
        assertThat(TierChoice.forLaunch(prescribing, REPO, 14.9, "cpu").reason())
                .isEqualTo(Reason.MODEL_OVERRIDE);
        assertThat(TierChoice.forLaunch(prescribing, REPO, 14.9, null).partition())
                .isEqualTo("cpu");
    }

    @Test
    void aSizeOfNothingIsOneThatIsNotKnown() {
        TierFile plain = file(Map.of(), GPU, CPU);
        for (String partition : List.of("gpu", "cpu")) {
            assertThat(TierChoice.forLaunch(plain, REPO, 0.0, partition))
                    .isEqualTo(TierChoice.forLaunch(plain, REPO, null, partition));
        }
    }

    @Test
    void aBareTierIsLookedUpInTheChosenPartitionAndThenInTheOthers() {
        Partition one = partition("one", false, tier("Same", 1.0));
        Partition two = partition("two", true, tier("Same", 2.0), tier("Only", 3.0));
        TierFile same = file(Map.of(REPO, "Same"), one, two);
        assertThat(TierChoice.choose(same, REPO, null, null).partition()).isEqualTo("two");
        assertThat(TierChoice.choose(same, REPO, null, "one").partition()).isEqualTo("one");
        assertThat(TierChoice.choose(file(Map.of(REPO, "Only"), one, two), REPO, null, "one")
                        .partition())
                .isEqualTo("two");
    }

    @Test
    void dotsInTierNamesAreReadByTheLongestPartitionName() {
        Partition shorter = partition("gpu", true, tier("big.Large", 1.0), tier("v1.5", 1.0));
        Partition longer = partition("gpu.big", false, tier("Large", 2.0));
        assertThat(TierChoice.choose(file(Map.of(REPO, "gpu.big.Large"), shorter, longer), REPO, null, null)
                        .partition())
                .isEqualTo("gpu.big");
        assertThat(TierChoice.choose(file(Map.of(REPO, "gpu.v1.5"), shorter, longer), REPO, null, null)
                        .sentence())
                .startsWith("v1.5:");
        assertThat(TierChoice.choose(file(Map.of(REPO, "v1.5"), shorter, longer), REPO, null, "gpu.big")
                        .sentence())
                .startsWith("v1.5:");
    }

    @Test
    void anUnknownPartitionIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> TierChoice.choose(SITE, REPO, 1.0, "tpu"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("There is no partition \"tpu\" in the tiers of this site; there are: gpu, cpu.");
    }

    @Test
    void theReasonsHaveTheirWordsOnTheWire() {
        assertThat(List.of(Reason.values()))
                .extracting(Reason::word)
                .containsExactly("model-override", "size", "catch-all", "none");
    }

    @Test
    void everyListOfUpToFourTiersAgreesWithTheRulesReadAloud() {
        List<@Nullable Double> limits = new ArrayList<>(List.of(1.0, 2.0, 3.0));
        limits.add(null);
        for (int code = 0; code < 5 * 5 * 5 * 5; code++) {
            List<Tier> tiers = new ArrayList<>();
            for (int rest = code, at = 0; at < 4; at++, rest /= 5) {
                if (rest % 5 < 4) {
                    tiers.add(tier("T" + at, limits.get(rest % 5)));
                }
            }
            TierFile file = file(Map.of(), new Partition("p", true, tiers, false));
            for (Double size : new Double[] {null, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0}) {
                agrees(file, size, null);
            }
        }
    }

    @Test
    void randomSitesAgreeWithTheRulesReadAloud() {
        Random random = new Random(20261122);
        for (int round = 0; round < 5_000; round++) {
            TierFile file = randomFile(random);
            Double size = random.nextInt(5) == 0 ? null : Double.valueOf(random.nextInt(8));
            String partition = random.nextBoolean()
                    ? null
                    : file.partitions()
                            .get(random.nextInt(file.partitions().size()))
                            .name();
            agrees(file, size, partition);
        }
    }

    private static TierFile randomFile(Random random) {
        String[] names = {"a", "a.b", "b", "a.b.a"};
        List<Partition> partitions = new ArrayList<>();
        int marked = random.nextInt(names.length + 1);
        for (int at = 0; at <= random.nextInt(names.length); at++) {
            Map<String, Tier> tiers = new LinkedHashMap<>();
            for (int count = random.nextInt(4); count > 0; count--) {
                String name = names[random.nextInt(names.length)];
                tiers.put(name, tier(name, random.nextInt(4) == 0 ? null : 1.0 + random.nextInt(6)));
            }
            partitions.add(new Partition(names[at], at == marked, List.copyOf(tiers.values()), false));
        }
        String value = names[random.nextInt(4)] + (random.nextBoolean() ? "" : "." + names[random.nextInt(4)]);
        return new TierFile(Times.DEFAULT, partitions, random.nextBoolean() ? Map.of() : Map.of(REPO, value));
    }

    private static void agrees(TierFile file, @Nullable Double size, @Nullable String partition) {
        assertThat(said(TierChoice.choose(file, REPO, size, partition)))
                .as("%s for %s GB in %s", file, size, partition)
                .isEqualTo(NaiveTierChoice.choose(file, REPO, size, partition));
        assertThat(said(TierChoice.forLaunch(file, REPO, size, partition)))
                .as("a launch with %s for %s GB, picked %s", file, size, partition)
                .isEqualTo(NaiveTierChoice.forLaunch(file, REPO, size, partition));
    }

    private static String said(Choice choice) {
        Tier tier = choice.tier();
        return choice.partition() + "/" + (tier == null ? "-" : tier.name()) + "/" + choice.reason();
    }
}
