package org.blackfish.service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.tier.Tier;
import org.jspecify.annotations.Nullable;

/**
 * How a model's weights lie in what a job asks for.
 *
 * @param weightsGb decimal GB
 * @param holdsGb how much there is, in GB
 * @param place {@code GPU memory}, {@code memory} or {@code this tier}
 */
public record Fit(double weightsGb, double holdsGb, String place) {
    private static final Pattern GIGABYTES = Pattern.compile("(\\d{1,4})\\s*G(i?B|\\b)", Pattern.CASE_INSENSITIVE);
    private static final double TIGHT = 0.85;

    /**
     * Against main memory without GPUs, else against the GPUs' memory where the tier's label names it ({@code A100
     * 80GB}), else against the tier's own limit; empty where none of them is known.
     */
    public static Optional<Fit> of(double weightsGb, @Nullable Tier tier, int gpus, int memoryGb) {
        if (weightsGb <= 0) {
            return Optional.empty();
        }
        if (gpus == 0) {
            return Optional.of(new Fit(weightsGb, memoryGb, "memory"));
        }
        Matcher label = GIGABYTES.matcher(tier == null || tier.gpuType() == null ? "" : tier.gpuType());
        if (label.find()) {
            return Optional.of(new Fit(weightsGb, (double) gpus * Integer.parseInt(label.group(1)), "GPU memory"));
        }
        return Optional.ofNullable(tier).map(Tier::maxModelSizeGb).map(limit -> new Fit(weightsGb, limit, "this tier"));
    }

    /** {@code good}, {@code wait} when it is tight, {@code bad} when it does not fit. */
    public String tone() {
        return weightsGb > holdsGb ? "bad" : weightsGb > TIGHT * holdsGb ? "wait" : "good";
    }

    /** Percent of what there is, at most 100. */
    public int percent() {
        return Math.clamp(Math.round(100 * weightsGb / holdsGb), 1, 100);
    }

    public String sentence() {
        String weights = gigabytes(weightsGb) + " of weights";
        if (place.equals("this tier")) {
            return weightsGb > holdsGb
                    ? weights + ", but this tier is meant for at most " + gigabytes(holdsGb) + "."
                    : weights + "; this tier is meant for up to " + gigabytes(holdsGb) + ".";
        }
        String of = gigabytes(holdsGb) + " of " + place;
        return switch (tone()) {
            case "bad" -> weights + " do not fit into " + of + "; choose a larger tier.";
            case "wait" -> weights + " in " + of + ": tight, since the context needs room too.";
            default -> weights + " in " + of + "; the rest is for the context.";
        };
    }

    private static String gigabytes(double size) {
        return BigDecimal.valueOf(size)
                        .setScale(size < 1 ? 3 : 1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " GB";
    }
}
