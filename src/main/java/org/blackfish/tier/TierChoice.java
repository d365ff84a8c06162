package org.blackfish.tier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** The one place where a tier is recommended for a model; the user's own choice always wins over it. */
public final class TierChoice {
    private TierChoice() {}

    /**
     * The recommendation for a model: the tier that the file prescribes; else, in the chosen partition, the smallest
     * limit above the size; else the tier without limit; else none.
     *
     * @param sizeGb decimal GB of the weights, null when unknown
     * @param partition the user's pick, null for the default partition; {@link InvalidInput} when there is none such
     */
    static Choice choose(TierFile file, String repo, @Nullable Double sizeGb, @Nullable String partition) {
        Partition chosen = file.partition(partition);
        String prescribed = file.models().get(repo);
        Optional<Placement> named = prescribed == null ? Optional.empty() : file.named(prescribed, chosen);
        if (named.isPresent()) {
            Tier tier = named.get().tier();
            return new Choice(
                    named.get().partition().name(),
                    tier,
                    Reason.MODEL_OVERRIDE,
                    tier.name() + ": this site prescribes it for " + repo + ".");
        }
        return within(chosen, sizeGb);
    }

    /**
     * What somebody gets who names no tier: as {@link #choose}, but a partition that the user picked is never left, since
     * the user's own choice wins over what the file prescribes elsewhere. A size of nothing is one that is not known.
     */
    public static Choice forLaunch(TierFile file, String repo, @Nullable Double size, @Nullable String picked) {
        Double sizeGb = size == null || size <= 0 ? null : size;
        Choice recommended = choose(file, repo, sizeGb, picked);
        boolean stays = picked == null || recommended.partition().equals(picked);
        return stays ? recommended : within(file.partition(picked), sizeGb);
    }

    private static Choice within(Partition chosen, @Nullable Double sizeGb) {
        return bySize(chosen, sizeGb).or(() -> withoutLimit(chosen, sizeGb)).orElseGet(() -> none(chosen, sizeGb));
    }

    private static Optional<Choice> bySize(Partition chosen, @Nullable Double sizeGb) {
        if (sizeGb == null) {
            return Optional.empty();
        }
        return chosen.tiers().stream()
                .filter(tier -> limit(tier) > sizeGb && tier.maxModelSizeGb() != null)
                .min(Comparator.comparingDouble(TierChoice::limit))
                .map(tier -> new Choice(
                        chosen.name(),
                        tier,
                        Reason.SIZE,
                        tier.name() + ": for models under " + gb(limit(tier)) + "; this one has " + gb(sizeGb)
                                + " of weights."));
    }

    private static Optional<Choice> withoutLimit(Partition chosen, @Nullable Double sizeGb) {
        return chosen.tiers().stream()
                .filter(tier -> tier.maxModelSizeGb() == null)
                .findFirst()
                .map(tier -> new Choice(
                        chosen.name(),
                        tier,
                        Reason.CATCH_ALL,
                        tier.name() + ": it has no size limit, and "
                                + (sizeGb == null
                                        ? "the size of this model is not known."
                                        : "no smaller tier holds " + gb(sizeGb) + " of weights.")));
    }

    private static Choice none(Partition chosen, @Nullable Double sizeGb) {
        String why = chosen.tiers().stream()
                .max(Comparator.comparingDouble(TierChoice::limit))
                .map(largest -> sizeGb == null
                        ? "The size of this model is not known and partition " + chosen.name()
                                + " has no tier without a size limit; its largest, " + largest.name()
                                + ", is for models under " + gb(limit(largest)) + "."
                        : "No tier of partition " + chosen.name() + " holds " + gb(sizeGb)
                                + " of weights; the largest, " + largest.name() + ", is for models under "
                                + gb(limit(largest)) + ".")
                .orElse("Partition " + chosen.name() + " has no tiers.");
        return new Choice(chosen.name(), null, Reason.NONE, why + " You may still choose a tier by hand.");
    }

    private static double limit(Tier tier) {
        Double limit = tier.maxModelSizeGb();
        return limit == null ? Double.POSITIVE_INFINITY : limit;
    }

    private static String gb(double size) {
        // Rounded down for people, yet never to nothing: "16 GB" must not be said of a model just under a 16 GB limit.
        BigDecimal exact = BigDecimal.valueOf(size);
        BigDecimal shown = exact.setScale(size < 1 ? 3 : 2, RoundingMode.DOWN).stripTrailingZeros();
        return (shown.signum() == 0 && size > 0 ? exact : shown).toPlainString() + " GB";
    }
}
