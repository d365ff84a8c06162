package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuMemoryTest {
    private static final TierFile SITE = new TierFile(
            Times.DEFAULT, TierFile.builtIn().partitions(), Map.of(), Map.of("a100", 80, "Teaching card", 6));

    private static int of(String label) {
        return GpuMemory.of(SITE, label).orElse(-1);
    }

    @Test
    void whatTheSiteSaysWins() {
        assertThat(of("A100")).isEqualTo(80);
        assertThat(of("Teaching card")).isEqualTo(6);
        assertThat(GpuMemory.of(TierFile.builtIn(), "a100")).hasValue(40);
    }

    @Test
    void aLabelMaySayItItself() {
        assertThat(of("A100 40GB")).isEqualTo(40);
        assertThat(of("A100 MIG 3g.20gb")).isEqualTo(20);
    }

    @Test
    void cardsAreKnownByTheirNames() {
        assertThat(of("NVIDIA H100 PCIe")).isEqualTo(80);
        assertThat(of("l40s")).isEqualTo(48);
        assertThat(of("RTX 3090")).isEqualTo(24);
        assertThat(of("tesla-v100")).isEqualTo(16);
        assertThat(of("Quadro RTX 8000")).isEqualTo(48);
    }

    @Test
    void ofOthersNothingIsSaid() {
        assertThat(of("some card")).isEqualTo(-1);
        assertThat(of("gpu")).isEqualTo(-1);
        assertThat(GpuMemory.of(SITE, null)).isEmpty();
    }
}
