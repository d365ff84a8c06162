package org.blackfish.service;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.model.ModelShape;
import org.jspecify.annotations.Nullable;

/**
 * The memory that conversations of full length take beside the weights: one, or with vLLM as many as {@code --max-num-seqs}
 * asks for; llama.cpp's {@code -c} is shared by all of its slots.
 *
 * @param gigabytes decimal GB
 * @param tokens of context, for all conversations at the same time together
 * @param arithmetic how the figure comes about
 */
public record CacheNeed(double gigabytes, long tokens, String arithmetic) {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})([kKmM]?)");

    /** Null where neither the arguments nor the model tell how long the context may be. */
    static @Nullable CacheNeed of(ModelShape shape, Recipe recipe, List<String> arguments) {
        Integer most = shape.context();
        OptionalLong tokens = switch (recipe) {
            case Vllm vllm -> asked(arguments, most, OptionalLong.empty(), "--max-model-len");
            case LlamaCpp llama -> asked(arguments, most, OptionalLong.of(LlamaCpp.CONTEXT), "-c", "--ctx-size");
        };
        if (tokens.isEmpty()) {
            return null;
        }
        long conversations = conversations(recipe, arguments);
        CacheWidth width = CacheWidth.of(recipe, arguments);
        double gigabytes = conversations * shape.cacheBytes(tokens.getAsLong(), width.mean()) / 1e9;
        String each = shape.arithmetic(tokens.getAsLong(), width.words());
        String sum = conversations == 1 ? each : conversations + " conversations × (" + each + ")";
        String arithmetic = sum + " = " + String.format(Locale.ROOT, "%.2f GB", gigabytes);
        return new CacheNeed(gigabytes, conversations * tokens.getAsLong(), arithmetic);
    }

    private static long conversations(Recipe recipe, List<String> arguments) {
        String asked = recipe instanceof Vllm ? value(arguments, "--max-num-seqs") : null;
        return asked != null && asked.matches("[1-9]\\d{0,4}") ? Long.parseLong(asked) : 1;
    }

    /** What the arguments ask for, else the engine's usual, else the most of the model; 0 means the model's most. */
    private static OptionalLong asked(
            List<String> arguments, @Nullable Integer most, OptionalLong usual, String... names) {
        String given = value(arguments, names);
        Matcher number = NUMBER.matcher(given == null ? "" : given);
        if (number.matches()) {
            long factor = switch (number.group(2)) {
                case "k" -> 1000;
                case "K" -> 1024;
                case "m" -> 1_000_000;
                case "M" -> 1_048_576;
                default -> 1;
            };
            long tokens = Long.parseLong(number.group(1)) * factor;
            if (tokens > 0) {
                return OptionalLong.of(tokens);
            }
        } else if (usual.isPresent()) {
            return usual;
        }
        return most == null ? OptionalLong.empty() : OptionalLong.of(most);
    }

    /** The last value counts, as it does for the engines. */
    static @Nullable String value(List<String> arguments, String... names) {
        String found = null;
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            for (String name : names) {
                if (argument.equals(name) && at + 1 < arguments.size()) {
                    found = arguments.get(at + 1);
                } else if (argument.startsWith(name + "=")) {
                    found = argument.substring(name.length() + 1);
                }
            }
        }
        return found;
    }
}
