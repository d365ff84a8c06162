package org.blackfish.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a model's build decides how much memory a token of context takes.
 *
 * @param layers that keep every token of the context
 * @param windowedLayers that keep no more than the last {@code window} tokens
 * @param valuesPerLayer keys and values that one layer keeps of one token
 * @param heads how these come about, such as {@code 2 × 8 KV heads × 128}
 * @param context most tokens that the model was made for; null when it does not say
 */
public record ModelShape(
        int layers,
        int windowedLayers,
        @Nullable Integer window,
        long valuesPerLayer,
        String heads,
        @Nullable Integer context) {

    /** Bytes of cache for one sequence of so many tokens, each value taking {@code bytes}. */
    public double cacheBytes(long tokens, double bytes) {
        long recent = window == null ? tokens : Math.min(tokens, window);
        return ((double) layers * tokens + (double) windowedLayers * recent) * valuesPerLayer * bytes;
    }

    /** The same as a sum that a person can check; {@code bytes} in words, such as {@code 2 bytes}. */
    public String arithmetic(long tokens, String bytes) {
        String each = " × " + heads + " × " + bytes;
        String whole = layers == 0 ? "" : layers + " layers" + each + " × " + number(tokens) + " tokens";
        long recent = window == null ? tokens : Math.min(tokens, window);
        String windowed = windowedLayers == 0
                ? ""
                : windowedLayers + " layers" + each + " × the last " + number(recent) + " tokens";
        return whole + (whole.isEmpty() || windowed.isEmpty() ? "" : " + ") + windowed;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
