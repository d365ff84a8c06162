package org.blackfish.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A pull as it is known now.
 *
 * @param file the name of the SIF file
 * @param bytes made in this phase so far; the program tells no total
 * @param by the account that pulls
 * @param job Slurm's number of the job, where it is one
 * @param sentence what became of it, or why it waits; empty while all goes well
 * @param log the program's own last lines
 */
public record Pull(
        String profile,
        String file,
        PullOrder order,
        Path target,
        PullPhase phase,
        long bytes,
        String by,
        Instant at,
        int attempt,
        Optional<String> job,
        boolean cancelling,
        String sentence,
        String log) {

    /** Whether it goes on, be it in the queue. */
    public boolean isLive() {
        return !phase.isEnd();
    }

    /** Where it is pulled before the rename. */
    public Path folder() {
        return PullFolder.of(target);
    }

    Pull ended(PullPhase end, String why) {
        return new Pull(profile, file, order, target, end, 0, by, at, attempt, job, false, why, log);
    }
}
