package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One job as Slurm described it.
 *
 * @param stateWord Slurm's own word, for people and for states that we do not know
 * @param reason Slurm's reason code, empty when it gave none
 * @param node where it runs or ran, empty before
 * @param started null while it waits; Slurm's guesses are not kept
 * @param ends the end, or the latest one that its time limit allows; null while it waits
 * @param exitCode {@code code:signal} from accounting, empty when the source does not tell
 * @param restarts how often it was requeued as far as the source tells, else 0
 */
public record JobRecord(
        JobId id,
        JobState state,
        String stateWord,
        String reason,
        String node,
        @Nullable Instant submitted,
        @Nullable Instant started,
        @Nullable Instant ends,
        Path workDirectory,
        String name,
        String exitCode,
        int restarts) {

    /** Why it waits, as a sentence; Slurm's own code when nobody told us what it means, empty when there is none. */
    public String reasonInWords() {
        return Reasons.inWords(reason);
    }
}
