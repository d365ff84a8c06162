package org.blackfish.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How weights and context lie in {@code place} ({@code GPU memory}, {@code memory}, {@code this tier}); sizes in GB.
 *
 * @param cacheGb for a conversation of full length, null when that is not known
 * @param arithmetic how the figures come about, line by line
 */
public record FitView(
        double weightsGb,
        @Nullable Double cacheGb,
        double holdsGb,
        String place,
        boolean fits,
        String sentence,
        List<String> arithmetic) {
    public FitView {
        arithmetic = List.copyOf(arithmetic);
    }
}
