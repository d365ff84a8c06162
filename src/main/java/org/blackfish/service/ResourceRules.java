package org.blackfish.service;

import java.time.Duration;
import org.blackfish.problem.InvalidInput;
import org.blackfish.tier.Choice;
import org.blackfish.tier.Placement;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TierGres;
import org.jspecify.annotations.Nullable;

/** What a job asks Slurm for: the tier's numbers, each beaten by one that was given; pure. */
final class ResourceRules {
    private ResourceRules() {}

    /** The partition to look for tiers in; where the site has no tiers, a given name is Slurm's own affair. */
    static @Nullable String partitionOfFile(TierFile file, LaunchOrder order) {
        return file.defaultPartition().builtIn() ? null : order.partition();
    }

    /** {@code InvalidInput} when no tier fits and not all numbers were given, or the time is above the maximum. */
    static Resources resources(LaunchOrder order, TierFile file, Choice recommended, WrongFields wrong) {
        Duration time = wrong.checkNamed("time", () -> time(order, file));
        Placement placement = placement(order, file, recommended);
        Tier tier = placement == null ? null : placement.tier();
        int gpus = number(order.gpus(), tier == null ? 0 : tier.gpuCount());
        String partition = placement == null
                ? byHand(order, file)
                : TierGres.partition(placement.partition()).orElse(order.partition());
        String constraint = order.constraint() != null || tier == null
                ? order.constraint()
                : TierGres.constraint(tier).orElse(null);
        return new Resources(
                number(order.cpus(), tier == null ? 1 : tier.cpuCores()),
                number(order.memoryGb(), tier == null ? 1 : tier.memoryGb()),
                gpus,
                time == null ? Duration.ZERO : time,
                gres(tier, gpus),
                partition,
                constraint,
                order.account(),
                tier == null ? null : tier.name());
    }

    /** Whoever gives all numbers and no tier gets the file's usual partition unless one was given, and no more of it. */
    private static @Nullable String byHand(LaunchOrder order, TierFile file) {
        return order.partition() == null
                ? TierGres.partition(file.defaultPartition()).orElse(null)
                : order.partition();
    }

    /** The tier that the numbers come from, by its name and partition; null when they were given by hand. */
    static @Nullable Tier tier(TierFile file, Resources resources) {
        return file.partitions().stream()
                .filter(one -> resources.partition() == null
                        || one.builtIn()
                        || one.name().equals(resources.partition()))
                .flatMap(one -> one.tiers().stream())
                .filter(tier -> tier.name().equals(resources.tier()))
                .findFirst()
                .orElse(null);
    }

    private static Duration time(LaunchOrder order, TierFile file) {
        Duration time = order.time() == null ? Duration.ofMinutes(file.time().defaultMinutes()) : order.time();
        file.checkTime(time);
        return time;
    }

    /** Empty when all numbers were given without a tier: then nothing of any tier is wanted. */
    private static @Nullable Placement placement(LaunchOrder order, TierFile file, Choice recommended) {
        if (order.tier() != null) {
            return file.get(partitionOfFile(file, order), order.tier());
        }
        if (order.cpus() != null && order.memoryGb() != null && order.gpus() != null) {
            return null;
        }
        if (recommended.tier() == null) {
            throw new InvalidInput("tier", recommended.sentence());
        }
        return new Placement(file.partition(recommended.partition()), recommended.tier());
    }

    /** A given number of GPUs keeps the tier's kind of GPU but not a count that its gres may carry. */
    private static @Nullable String gres(@Nullable Tier tier, int gpus) {
        if (tier != null && gpus == tier.gpuCount()) {
            return TierGres.gres(tier).orElse(null);
        }
        if (gpus == 0) {
            return null;
        }
        String own = tier == null ? null : tier.gres();
        String kind = own == null ? "gpu" : own.replaceFirst(":\\d+[KMGTP]?$", "");
        return kind + ":" + gpus;
    }

    private static int number(@Nullable Integer given, int fallback) {
        return given == null ? fallback : given;
    }
}
