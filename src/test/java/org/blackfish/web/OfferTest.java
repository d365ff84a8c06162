package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.blackfish.model.Format;
import org.blackfish.model.Inventory;
import org.blackfish.model.Model;
import org.blackfish.model.Place;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TiersInForce;
import org.blackfish.tier.Times;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OfferTest {
    private final Offer offer = new Offer(
            new Inventory(
                    List.of(
                            model("bartowski/SmolLM2-GGUF", "1", 0.098, null),
                            model("Qwen/Qwen2.5-Coder", "2", 1.117, "a part is missing"),
                            model("Qwen/Qwen2.5-Coder", "3", 1.118, null)),
                    List.of(),
                    false),
            new TiersInForce(TierFile.builtIn(), List.of(), "built-in defaults", Instant.EPOCH, null));

    @Test
    void modelsAreFoundByAnyPartOfTheirNameWithoutCaseAndOnce() {
        assertThat(offer.repos("qwen")).containsExactly("Qwen/Qwen2.5-Coder");
        assertThat(offer.repos("")).hasSize(2);
        assertThat(offer.repos(null)).hasSize(2);
        assertThat(offer.repos("llama")).isEmpty();
    }

    @Test
    void modelsThatBeginWithWhatWasTypedComeFirst() {
        assertThat(offer.repos("b").getFirst()).isEqualTo("bartowski/SmolLM2-GGUF");
        assertThat(offer.repos("q").getFirst()).isEqualTo("Qwen/Qwen2.5-Coder");
    }

    @Test
    void theNewestWholeRevisionCountsUnlessOneIsNamed() {
        assertThat(offer.model("Qwen/Qwen2.5-Coder", null)).map(Model::revision).contains("3");
        assertThat(offer.model("Qwen/Qwen2.5-Coder", "2")).map(Model::defect).contains("a part is missing");
        assertThat(offer.model("nobody/nothing", null)).isEmpty();
    }

    @Test
    void theTierFollowsFromTheSizeOfTheModel() {
        assertThat(offer.choice("bartowski/SmolLM2-GGUF", null, null).tier())
                .extracting(Tier::name)
                .isEqualTo("CPU Only");
        assertThat(offer.choice("Qwen/Qwen2.5-Coder", null, null).tier())
                .extracting(Tier::name)
                .isEqualTo("Small");
    }

    @Test
    void aPartitionThatTheTiersDoNotKnowLeavesTheirDefaultOne() {
        assertThat(offer.tiers("gpu-special")).hasSize(4);
        assertThat(offer.partitions()).isEmpty();
    }

    @Test
    void aPickedPartitionShowsItsOwnTiersAlsoWhereTheSitePrescribesAnother() {
        Tier small = TierFile.builtIn().defaultPartition().tiers().get(1);
        Tier tight = new Tier("Tight", "d", 0.5, 1, null, 1, 1, null, null);
        TierFile file = new TierFile(
                Times.DEFAULT,
                List.of(
                        new Partition("cpu", true, List.of(small), false),
                        new Partition("gpu", false, List.of(tight), false)),
                Map.of("bartowski/SmolLM2-GGUF", "cpu.Small", "Qwen/Qwen2.5-Coder", "cpu.Small"));
        Offer site = new Offer(offer.inventory(), new TiersInForce(file, List.of(), "file", Instant.EPOCH, null));
        Choice fits = site.choice("bartowski/SmolLM2-GGUF", null, "gpu");
        assertThat(fits.partition()).isEqualTo("gpu");
        assertThat(Offer.marked(fits, "Small", List.of(tight))).isEqualTo("Tight");
        Choice none = site.choice("Qwen/Qwen2.5-Coder", null, "gpu");
        assertThat(none.partition()).isEqualTo("gpu");
        assertThat(Offer.marked(none, "Small", List.of(tight))).isNull();
        assertThat(Offer.marked(none, "Tight", List.of(tight))).isEqualTo("Tight");
    }

    @Test
    void aTierReadsAsItsNameWhatItIsForAndWhatItHolds() {
        Tier small = TierFile.builtIn().defaultPartition().tiers().get(1);
        assertThat(Offer.words(small, true))
                .isEqualTo("Small\n✓ recommended\nFor models under 32 GB\n4 cores, 8 GB memory, 1 × GPU");
    }

    @Test
    void aModelThatCannotRunSaysWhy() {
        assertThat(Offer.words(model("a/b", "1", 1.5, "a part is missing")))
                .isEqualTo("1.5 GB, shared, cannot run: a part is missing");
    }

    private static Model model(String repo, String revision, double sizeGb, @Nullable String defect) {
        Path root = Path.of("/srv/models");
        return new Model(repo, revision, root.resolve("x.gguf"), root, sizeGb, Place.SHARED, Format.GGUF, defect);
    }
}
