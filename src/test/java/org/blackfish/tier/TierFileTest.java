package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.junit.jupiter.api.Test;

class TierFileTest {
    private static Tier tier(String name) {
        return new Tier(name, "d", null, 1, null, 1, 1, null, null);
    }

    private static final TierFile FILE = new TierFile(
            Times.DEFAULT,
            List.of(
                    new Partition("cpu", false, List.of(tier("Tiny"), tier("Both")), false),
                    new Partition("gpu", true, List.of(tier("Small"), tier("Both")), false)),
            Map.of());

    @Test
    void theBuiltInTiersAreTheDocumentedFour() {
        assertThat(TierFile.builtIn().time()).isEqualTo(new Times(30, 180));
        assertThat(TierFile.builtIn().defaultPartition().tiers())
                .extracting(Tier::name, Tier::maxModelSizeGb, Tier::gpuCount, Tier::cpuCores, Tier::memoryGb)
                .containsExactly(
                        tuple("CPU Only", 1.0, 0, 2, 4),
                        tuple("Small", 32.0, 1, 4, 8),
                        tuple("Medium", 128.0, 2, 6, 16),
                        tuple("Large", null, 4, 8, 32));
    }

    @Test
    void aTierWithoutPartitionIsLookedUpInTheDefaultOneFirst() {
        assertThat(FILE.get(null, "Both").partition().name()).isEqualTo("gpu");
        assertThat(FILE.get(null, "Tiny").partition().name()).isEqualTo("cpu");
        assertThat(FILE.get("cpu", "Both").partition().name()).isEqualTo("cpu");
    }

    @Test
    void anUnknownPartitionIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> FILE.get("tpu", "Both"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("There is no partition \"tpu\" in the tiers of this site; there are: cpu, gpu.");
    }

    @Test
    void anUnknownTierIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> FILE.get("cpu", "Small"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("There is no tier \"Small\"; partition cpu has Tiny, Both.");
        assertThatThrownBy(() -> FILE.get(null, "Huge"))
                .hasMessage("There is no tier \"Huge\"; partition gpu has Small, Both; cpu has Tiny, Both.");
    }

    @Test
    void aTimeAboveTheMaximumIsRefusedWithTheMaximum() {
        FILE.checkTime(Duration.ofHours(3));
        assertThatThrownBy(() -> FILE.checkTime(Duration.ofMinutes(181)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The time of 181 minutes is above this site's maximum of 180 minutes; give 180 minutes or"
                        + " less.");
        assertThatThrownBy(() -> FILE.checkTime(Duration.ofSeconds(10801)))
                .hasMessageStartingWith("The time of 10801 seconds is above");
        assertThatThrownBy(() -> FILE.checkTime(Duration.ZERO))
                .hasMessage("The time is 0 minutes; give at least one minute.");
    }
}
