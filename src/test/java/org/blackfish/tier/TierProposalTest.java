package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.blackfish.cluster.NodeGroup;
import org.junit.jupiter.api.Test;

class TierProposalTest {
    private static TierFile propose(NodeGroup... groups) {
        String text = Objects.requireNonNull(TierProposal.from(List.of(groups)));
        TierReading reading = TierParser.parse(text);
        assertThat(reading.findings()).isEmpty();
        return Objects.requireNonNull(reading.file());
    }

    @Test
    void aPartitionWithoutNodesIsNotTheDefault() {
        TierFile file = propose(
                new NodeGroup("cpu", false, Duration.ofHours(6), 4, 32, 131_072, "", List.of()),
                new NodeGroup("gpu", true, Duration.ofHours(12), 0, 64, 524_288, "gpu:a100:4", List.of()));
        assertThat(file.partitions())
                .extracting(Partition::name, Partition::isDefault)
                .containsExactly(tuple("cpu", true));
        assertThat(file.time()).isEqualTo(new Times(60, 360));
    }

    @Test
    void eachKindOfGpuIsOfferedByOneTwoFourAndEightWithItsShareOfTheNode() {
        TierFile file = propose(
                new NodeGroup("cpu", true, Duration.ofMinutes(2), 4, 32, 131_072, "", List.of()),
                new NodeGroup("gpu", false, Duration.ofHours(12), 2, 64, 524_288, "gpu:a100:4(S:0-1)", List.of()));
        assertThat(file.time()).isEqualTo(new Times(60, 720));
        assertThat(file.defaultPartition().name()).isEqualTo("gpu");
        assertThat(file.defaultPartition().tiers())
                .containsExactly(
                        new Tier("1 A100", "1 GPU, models up to 28 GB", 28.0, 1, "a100", 16, 121, null, "gpu:a100"),
                        new Tier("2 A100", "2 GPUs, models up to 56 GB", 56.0, 2, "a100", 32, 243, null, "gpu:a100"),
                        new Tier(
                                "4 A100",
                                "4 GPUs, whatever no other tier holds",
                                null,
                                4,
                                "a100",
                                64,
                                486,
                                null,
                                "gpu:a100"));
        assertThat(file.partition("cpu").tiers())
                .containsExactly(
                        new Tier("CPU only", "Without a GPU, models up to 30 GB", 30.0, 0, null, 16, 60, null, null));
    }

    @Test
    void aClusterWithoutGpusHasOneTierForAll() {
        TierFile file = propose(new NodeGroup("debug", true, null, 1, 1, 900, "", List.of()));
        assertThat(file.time()).isEqualTo(new Times(60, 1440));
        assertThat(file.defaultPartition().tiers())
                .containsExactly(new Tier(
                        "CPU only", "Without a GPU, whatever no other tier holds", null, 0, null, 1, 1, null, null));
    }

    @Test
    void cardsOfUnknownNameOrMixedNodesAreOfferedToo() {
        TierFile file = propose(
                new NodeGroup("mix", true, Duration.ofMinutes(30), 2, 16, 65_536, "gpu:3,gpu:3g.20gb:2", List.of()),
                new NodeGroup("mix", true, Duration.ofMinutes(30), 2, 8, 32_768, "gpu:2", List.of()),
                new NodeGroup("mix", true, Duration.ofMinutes(30), 9, 8, 32_768, "license:4", List.of()));
        assertThat(file.time()).isEqualTo(new Times(30, 30));
        assertThat(file.defaultPartition().tiers())
                .extracting(Tier::name)
                .containsExactlyInAnyOrder("1 GPU", "2 GPU", "1 3G.20GB", "2 3G.20GB");
    }

    @Test
    void cardsThatOnlyAFeatureNamesAreAskedForByIt() {
        TierFile file = propose(
                new NodeGroup("gpu", true, null, 2, 16, 65_536, "gpu:2", List.of("ib", "v100")),
                new NodeGroup("gpu", true, null, 2, 16, 65_536, "gpu:1", List.of("ib", "l40s")));
        assertThat(file.defaultPartition().tiers())
                .extracting(Tier::name, Tier::constraint, Tier::gres, Tier::maxModelSizeGb)
                .containsExactly(
                        tuple("1 V100", "v100", null, 11.0),
                        tuple("2 V100", "v100", null, 22.0),
                        tuple("1 L40S", "l40s", null, null));
    }

    @Test
    void withoutNodesThereIsNothingToPropose() {
        assertThat(TierProposal.from(List.of())).isNull();
    }
}
