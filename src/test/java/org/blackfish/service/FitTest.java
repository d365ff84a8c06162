package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackfish.tier.Tier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void theMemoryOfTheGpusCountsWhereTheTiersLabelNamesIt() {
        Fit fit = Fit.of(14.94, tier("A100 80GB", 16.0), 2, 64).orElseThrow();
        assertThat(fit).isEqualTo(new Fit(14.94, 160, "GPU memory"));
        assertThat(fit.tone()).isEqualTo("good");
        assertThat(fit.percent()).isEqualTo(9);
        assertThat(fit.sentence())
                .isEqualTo("14.9 GB of weights in 160 GB of GPU memory; the rest is for the context.");
        assertThat(Fit.of(70, tier("h100-80g", null), 1, 64).orElseThrow().sentence())
                .isEqualTo("70 GB of weights in 80 GB of GPU memory: tight, since the context needs room too.");
    }

    @Test
    void withoutSuchALabelTheTiersOwnLimitCounts() {
        assertThat(Fit.of(14.9, tier("a100", 16.0), 1, 64).orElseThrow().sentence())
                .isEqualTo("14.9 GB of weights; this tier is meant for up to 16 GB.");
        assertThat(Fit.of(24, tier("a100", 16.0), 1, 64).orElseThrow().sentence())
                .isEqualTo("24 GB of weights, but this tier is meant for at most 16 GB.");
        assertThat(Fit.of(24, tier("a100", null), 1, 64)).isEmpty();
    }

    @Test
    void withoutGpusMainMemoryCounts() {
        Fit fit = Fit.of(9, tier(null, 4.0), 0, 8).orElseThrow();
        assertThat(fit.tone()).isEqualTo("bad");
        assertThat(fit.percent()).isEqualTo(100);
        assertThat(fit.sentence()).isEqualTo("9 GB of weights do not fit into 8 GB of memory; choose a larger tier.");
        assertThat(Fit.of(0.0984, null, 0, 8).orElseThrow().sentence()).startsWith("0.098 GB of weights in 8 GB");
    }

    @Test
    void nothingIsSaidAboutWeightsOfUnknownSize() {
        assertThat(Fit.of(0, tier("A100 80GB", null), 1, 64)).isEmpty();
    }

    private static Tier tier(@Nullable String label, @Nullable Double limit) {
        return new Tier("T", "d", limit, 1, label, 4, 16, null, null);
    }
}
