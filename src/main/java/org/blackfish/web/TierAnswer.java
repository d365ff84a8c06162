package org.blackfish.web;

import org.blackfish.service.SlurmOpinion;
import org.blackfish.service.TierTrial;
import org.jspecify.annotations.Nullable;

/**
 * A tier with what Slurm says to it.
 *
 * @param limit what it says to the longest time; empty where there is nothing to add
 */
public record TierAnswer(String partition, String tier, Opinion opinion, String limit) {

    static TierAnswer of(TierTrial trial, int maxMinutes) {
        return new TierAnswer(
                trial.partition(), trial.tier(), Opinion.of(trial.opinion()), limit(trial.longest(), maxMinutes));
    }

    /** {@code good} only when Slurm takes the longest time, too. */
    public String tone() {
        return limit.isEmpty() ? opinion.tone() : "wait";
    }

    private static String limit(@Nullable SlurmOpinion longest, int minutes) {
        String time = "For the longest time of " + minutes + " minutes";
        if (longest instanceof SlurmOpinion.Refused no) {
            return time + " it would refuse the job: " + no.words()
                    + (no.words().endsWith(".") ? "" : ".")
                    + " Shorten the longest time (time.max), or raise the partition's limit.";
        }
        return longest instanceof SlurmOpinion.Unknown unknown ? time + ": " + unknown.words() : "";
    }
}
