package org.blackfish.web;

import java.time.Instant;
import org.blackfish.service.SlurmOpinion;
import org.jspecify.annotations.Nullable;

/** Slurm's opinion as the launch page shows it; {@code tone} is {@code good}, {@code bad} or {@code wait}. */
public record Opinion(String tone, String words, @Nullable Instant startsAt) {
    static Opinion of(SlurmOpinion opinion) {
        return switch (opinion) {
            case SlurmOpinion.Accepted yes -> new Opinion("good", yes.words(), yes.startsAt());
            case SlurmOpinion.Refused no -> new Opinion("bad", "Slurm would refuse the job: " + no.words(), null);
            case SlurmOpinion.Unknown unknown -> new Opinion("wait", unknown.words(), null);
        };
    }
}
