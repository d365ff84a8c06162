package org.blackfish.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long launches of the same kind waited in the queue of this cluster.
 *
 * @param median half of them waited at most so long
 * @param ninetieth nine in ten waited at most so long
 * @param launches how many there were
 */
public record QueueWait(Duration median, Duration ninetieth, int launches) {
    private static final int FEWEST = 3;

    /** Empty for fewer than three launches, from which nothing can be said. */
    static Optional<QueueWait> of(List<Duration> waits) {
        if (waits.size() < FEWEST) {
            return Optional.empty();
        }
        List<Duration> sorted = waits.stream().sorted().toList();
        return Optional.of(new QueueWait(quantile(sorted, 0.5), quantile(sorted, 0.9), sorted.size()));
    }

    private static Duration quantile(List<Duration> sorted, double share) {
        Duration wait = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** For people: {@code Usually 2 to 9 min in the queue here (from 14 launches).} */
    public String sentence() {
        String from = " in the queue here (from " + launches + " launches).";
        String least = words(median);
        String most = words(ninetieth);
        if (least.equals(most)) {
            return "Usually " + least + from;
        }
        boolean minutes = least.endsWith(" min") && most.endsWith(" min") && !least.startsWith("less");
        return minutes
                ? "Usually " + least.replace(" min", "") + " to " + most + from
                : "Usually " + least + ", seldom more than " + most + from;
    }

    /** Whole minutes, rounded up; from an hour on hours and minutes. */
    private static String words(Duration wait) {
        long minutes = (wait.toSeconds() + 59) / 60;
        if (minutes <= 1) {
            return "less than 1 min";
        }
        String rest = minutes % 60 == 0 ? "" : " " + minutes % 60 + " min";
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h" + rest;
    }
}
