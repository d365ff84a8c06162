package org.blackfish.service;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.blackfish.tier.GpuMemory;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.jspecify.annotations.Nullable;

/**
 * How a model lies in what a job asks for: a warning, never a wall, since engines know ways to do with less.
 *
 * @param weightsGb decimal GB
 * @param cache what a conversation of full length takes beside them; null when that is not known
 * @param holdsGb how much there is, in GB
 * @param place {@code GPU memory}, {@code memory} or {@code this tier}
 */
public record Fit(double weightsGb, @Nullable CacheNeed cache, double holdsGb, String place) {
    private static final double TIGHT = 0.85;

    /**
     * Against main memory without GPUs, else against the memory of the tier's GPUs where it is known, else against the
     * tier's own limit; empty where none of them is known.
     */
    public static Optional<Fit> of(
            double weightsGb, @Nullable CacheNeed cache, TierFile file, @Nullable Tier tier, int gpus, int memoryGb) {
        if (weightsGb <= 0) {
            return Optional.empty();
        }
        if (gpus == 0) {
            return Optional.of(new Fit(weightsGb, cache, memoryGb, "memory"));
        }
        OptionalInt each = GpuMemory.of(file, tier == null ? null : tier.gpuType());
        if (each.isPresent()) {
            return Optional.of(new Fit(weightsGb, cache, (double) gpus * each.getAsInt(), "GPU memory"));
        }
        return Optional.ofNullable(tier)
                .map(Tier::maxModelSizeGb)
                .map(limit -> new Fit(weightsGb, null, limit, "this tier"));
    }

    private double needGb() {
        return weightsGb + (cache == null ? 0 : cache.gigabytes());
    }

    public boolean fits() {
        return needGb() <= holdsGb;
    }

    /** {@code good}, {@code wait} when it is tight, {@code bad} when it does not fit. */
    public String tone() {
        return !fits() ? "bad" : needGb() > TIGHT * holdsGb ? "wait" : "good";
    }

    /** Percent of what there is, at most 100. */
    public int percent() {
        return Math.clamp(Math.round(100 * needGb() / holdsGb), 1, 100);
    }

    public String sentence() {
        String weights = gigabytes(weightsGb) + " of weights";
        if (place.equals("this tier")) {
            return weightsGb > holdsGb
                    ? weights + ", but this tier is meant for at most " + gigabytes(holdsGb) + "."
                    : weights + "; this tier is meant for up to " + gigabytes(holdsGb) + ".";
        }
        String of = gigabytes(holdsGb) + " of " + place;
        return cache == null ? withoutCache(weights, of) : withCache(weights, of, cache);
    }

    private String withoutCache(String weights, String of) {
        return switch (tone()) {
            case "bad" -> weights + " do not fit into " + of + "; choose a larger tier.";
            case "wait" -> weights + " in " + of + ": tight, since the context needs room too.";
            default -> weights + " in " + of + "; the rest is for the context.";
        };
    }

    private String withCache(String weights, String of, CacheNeed cache) {
        String both = weights + " and " + gigabytes(cache.gigabytes()) + " for "
                + String.format(Locale.ROOT, "%,d", cache.tokens()) + " tokens of context";
        if (weightsGb > holdsGb) {
            return weights + " do not fit into " + of + "; choose a larger tier.";
        }
        return switch (tone()) {
            case "bad" -> both + " do not fit into " + of + "; choose a larger tier or a shorter context.";
            case "wait" -> both + " in " + of + ": tight, since the engine needs room too.";
            default -> both + " in " + of + ".";
        };
    }

    /** How the figures come about, line by line. */
    public List<String> arithmetic() {
        List<String> lines = new ArrayList<>();
        lines.add("weights: " + gigabytes(weightsGb));
        if (cache != null) {
            lines.add("context: " + cache.arithmetic());
            lines.add("together: " + gigabytes(needGb()) + " of " + gigabytes(holdsGb) + " of " + place);
        } else {
            lines.add("of " + gigabytes(holdsGb) + " of " + place);
        }
        return List.copyOf(lines);
    }

    private static String gigabytes(double size) {
        return BigDecimal.valueOf(size)
                        .setScale(size < 1 ? 3 : 1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " GB";
    }
}
