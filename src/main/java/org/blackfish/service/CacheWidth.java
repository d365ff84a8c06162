package org.blackfish.service;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes one number of a conversation's cache takes, as the engine's arguments ask for it; pure.
 *
 * @param keys bytes of one number of a key
 * @param values bytes of one number of a value
 */
record CacheWidth(double keys, double values) {
    private static final double HALF = 2;
    private static final double SINGLE = 4;

    /** The kinds that llama.cpp packs blocks of 32 numbers in, each block with its scale. */
    private static final Map<String, Double> PACKED = Map.of(
            "f32", SINGLE,
            "q8_0", 34 / 32.0,
            "q5_1", 24 / 32.0,
            "q5_0", 22 / 32.0,
            "q4_1", 20 / 32.0,
            "q4_0", 18 / 32.0,
            "iq4_nl", 18 / 32.0);

    /** Two bytes each where the arguments say nothing else. */
    static CacheWidth of(Recipe recipe, List<String> arguments) {
        return switch (recipe) {
            case Vllm vllm -> {
                double bytes =
                        vllm(CacheNeed.value(arguments, "--kv-cache-dtype"), CacheNeed.value(arguments, "--dtype"));
                yield new CacheWidth(bytes, bytes);
            }
            case LlamaCpp llama ->
                new CacheWidth(
                        packed(CacheNeed.value(arguments, "--cache-type-k", "-ctk")),
                        packed(CacheNeed.value(arguments, "--cache-type-v", "-ctv")));
        };
    }

    /** Without a kind of its own vLLM's cache has that of the model as it is run. */
    private static double vllm(@Nullable String cache, @Nullable String model) {
        if (cache != null && !cache.equals("auto")) {
            return cache.startsWith("fp8") ? 1 : HALF;
        }
        return model != null && model.matches("float|float32") ? SINGLE : HALF;
    }

    private static double packed(@Nullable String kind) {
        return kind == null ? HALF : PACKED.getOrDefault(kind, HALF);
    }

    /** Bytes of one number, be it of a key or of a value, of which there are as many. */
    double mean() {
        return (keys + values) / 2;
    }

    /** The mean as people say it, {@code 2 bytes}. */
    String words() {
        if (mean() == 1) {
            return "1 byte";
        }
        String each = keys == values ? "" : " (keys " + number(keys) + ", values " + number(values) + ")";
        return number(mean()) + " bytes" + each;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
