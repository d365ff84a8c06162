package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.blackfish.model.ModelShape;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.Times;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FitTest {
    @Test
    void theMemoryOfTheGpusCountsWhereTheTiersLabelNamesIt() {
        Fit fit = fit(14.94, tier("A100 80GB", 16.0), 2, 64).orElseThrow();
        assertThat(fit).isEqualTo(new Fit(14.94, null, 160, "GPU memory"));
        assertThat(fit.tone()).isEqualTo("good");
        assertThat(fit.percent()).isEqualTo(9);
        assertThat(fit.sentence())
                .isEqualTo("14.9 GB of weights in 160 GB of GPU memory; the rest is for the context.");
        assertThat(fit(70, tier("h100-80g", null), 1, 64).orElseThrow().sentence())
                .isEqualTo("70 GB of weights in 80 GB of GPU memory: tight, since the context needs room too.");
    }

    @Test
    void withoutSuchALabelTheTiersOwnLimitCounts() {
        assertThat(fit(14.9, tier("some card", 16.0), 1, 64).orElseThrow().sentence())
                .isEqualTo("14.9 GB of weights; this tier is meant for up to 16 GB.");
        assertThat(fit(24, tier("some card", 16.0), 1, 64).orElseThrow().sentence())
                .isEqualTo("24 GB of weights, but this tier is meant for at most 16 GB.");
        assertThat(fit(24, tier("some card", null), 1, 64)).isEmpty();
    }

    @Test
    void withoutGpusMainMemoryCounts() {
        Fit fit = fit(9, tier(null, 4.0), 0, 8).orElseThrow();
        assertThat(fit.tone()).isEqualTo("bad");
        assertThat(fit.percent()).isEqualTo(100);
        assertThat(fit.sentence()).isEqualTo("9 GB of weights do not fit into 8 GB of memory; choose a larger tier.");
        assertThat(fit(0.0984, null, 0, 8).orElseThrow().sentence()).startsWith("0.098 GB of weights in 8 GB");
    }

    @Test
    void nothingIsSaidAboutWeightsOfUnknownSize() {
        assertThat(fit(0, tier("A100 80GB", null), 1, 64)).isEmpty();
    }

    @Test
    void cardsAreKnownByNameAndBySite() {
        assertThat(fit(30, tier("a100", 16.0), 1, 64).orElseThrow().sentence())
                .isEqualTo("30 GB of weights in 40 GB of GPU memory; the rest is for the context.");
        TierFile site = new TierFile(Times.DEFAULT, TierFile.builtIn().partitions(), Map.of(), Map.of("a100", 80));
        assertThat(Fit.of(30, null, site, tier("a100", 16.0), 2, 64)
                        .orElseThrow()
                        .holdsGb())
                .isEqualTo(160);
    }

    @Test
    void theContextTakesRoomTooAndTheSumIsShown() {
        ModelShape llama = new ModelShape(32, 0, null, 2 * 8 * 128, "2 × 8 KV heads × 128", 131_072);
        CacheNeed whole = Objects.requireNonNull(CacheNeed.of(llama, new Vllm(), List.of()));
        Fit fit = Fit.of(16.1, whole, TierFile.builtIn(), tier("A100 40GB", 40.0), 1, 64)
                .orElseThrow();
        assertThat(fit.sentence())
                .isEqualTo("16.1 GB of weights and 17.2 GB for 131,072 tokens of context in 40 GB of GPU memory.");
        assertThat(fit.arithmetic())
                .containsExactly(
                        "weights: 16.1 GB",
                        "context: 32 layers × 2 × 8 KV heads × 128 × 2 bytes × 131,072 tokens = 17.18 GB",
                        "together: 33.3 GB of 40 GB of GPU memory");
        assertThat(Fit.of(16.1, whole, TierFile.builtIn(), tier("V100", 40.0), 2, 64)
                        .orElseThrow()
                        .sentence())
                .isEqualTo("16.1 GB of weights and 17.2 GB for 131,072 tokens of context do not fit into 32 GB of GPU"
                        + " memory; choose a larger tier or a shorter context.");
        CacheNeed tight = Objects.requireNonNull(CacheNeed.of(llama, new Vllm(), List.of("--max-model-len=100000")));
        assertThat(Fit.of(16.1, tight, TierFile.builtIn(), tier("V100", 40.0), 2, 64)
                        .orElseThrow()
                        .sentence())
                .isEqualTo("16.1 GB of weights and 13.1 GB for 100,000 tokens of context in 32 GB of GPU memory: tight,"
                        + " since the engine needs room too.");
    }

    @Test
    void theContextIsTheOneThatTheEngineIsTold() {
        ModelShape shape = new ModelShape(10, 10, 1000, 100, "2 × 1 KV heads × 50", 4096);
        assertThat(tokens(shape, new Vllm())).isEqualTo(4096);
        assertThat(tokens(shape, new Vllm(), "--max-model-len", "2k")).isEqualTo(2000);
        assertThat(tokens(shape, new LlamaCpp())).isEqualTo(8192);
        assertThat(tokens(shape, new LlamaCpp(), "-c", "512")).isEqualTo(512);
        assertThat(tokens(shape, new LlamaCpp(), "--ctx-size=0")).isEqualTo(4096);
        CacheNeed half = Objects.requireNonNull(CacheNeed.of(shape, new Vllm(), List.of("--kv-cache-dtype=fp8")));
        assertThat(half.arithmetic())
                .isEqualTo(
                        "10 layers × 2 × 1 KV heads × 50 × 1 byte × 4,096 tokens + 10 layers × 2 × 1 KV heads × 50 × 1"
                                + " byte × the last 1,000 tokens = 0.01 GB");
        assertThat(CacheNeed.of(new ModelShape(1, 0, null, 1, "1", null), new Vllm(), List.of()))
                .isNull();
    }

    @Test
    void keysAndValuesOfDifferentKindsAreReckonedEachAlone() {
        ModelShape shape = new ModelShape(10, 0, null, 100, "2 × 1 KV heads × 50", 4096);
        CacheNeed keys =
                Objects.requireNonNull(CacheNeed.of(shape, new LlamaCpp(), List.of("-c", "1000000", "-ctk", "q8_0")));
        assertThat(keys.arithmetic())
                .isEqualTo("10 layers × 2 × 1 KV heads × 50 × 1.53125 bytes (keys 1.0625, values 2) × 1,000,000 tokens"
                        + " = 1.53 GB");
        CacheNeed single = Objects.requireNonNull(
                CacheNeed.of(shape, new Vllm(), List.of("--max-model-len", "1000000", "--dtype", "float32")));
        assertThat(single.gigabytes()).isEqualTo(4);
    }

    @Test
    void conversationsAtTheSameTimeTakeRoomEachUnlessTheEngineSharesOneContextAmongThem() {
        ModelShape shape = new ModelShape(10, 0, null, 100, "2 × 1 KV heads × 50", 4096);
        CacheNeed four = Objects.requireNonNull(CacheNeed.of(shape, new Vllm(), List.of("--max-num-seqs", "4")));
        assertThat(four.tokens()).isEqualTo(16_384);
        assertThat(four.arithmetic())
                .isEqualTo("4 conversations × (10 layers × 2 × 1 KV heads × 50 × 2 bytes × 4,096 tokens) = 0.03 GB");
        assertThat(tokens(shape, new Vllm(), "--max-num-seqs=0")).isEqualTo(4096);
        assertThat(tokens(shape, new LlamaCpp(), "--max-num-seqs", "4", "-np", "4", "-c", "512"))
                .isEqualTo(512);
    }

    private static long tokens(ModelShape shape, Recipe recipe, String... arguments) {
        return Objects.requireNonNull(CacheNeed.of(shape, recipe, List.of(arguments)))
                .tokens();
    }

    private static Optional<Fit> fit(double weightsGb, @Nullable Tier tier, int gpus, int memoryGb) {
        return Fit.of(weightsGb, null, TierFile.builtIn(), tier, gpus, memoryGb);
    }

    private static Tier tier(@Nullable String label, @Nullable Double limit) {
        return new Tier("T", "d", limit, 1, label, 4, 16, null, null);
    }
}
