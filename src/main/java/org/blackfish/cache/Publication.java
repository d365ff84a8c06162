package org.blackfish.cache;

import java.time.Instant;
import java.util.UUID;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Shown;

/**
 * A model on its way from a home to the shared folder.
 *
 * @param move whether the copy in the home goes afterwards
 * @param bytesDone of {@code bytesTotal}; what lay there already counts as done
 * @param sentence what became of it; empty while it goes on
 */
public record Publication(
        UUID model,
        String profile,
        String repo,
        boolean move,
        State state,
        long bytesDone,
        long bytesTotal,
        Instant startedAt,
        String sentence) {
    private static final int LONGEST = 200;

    /** Where it is. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    static Publication begun(CatalogueEntry entry, boolean move, long bytes, Instant at) {
        return new Publication(entry.id(), entry.profile(), entry.repo(), move, State.RUNNING, 0, bytes, at, "");
    }

    Publication at(long bytes) {
        return new Publication(model, profile, repo, move, state, bytes, bytesTotal, startedAt, sentence);
    }

    /** What is no problem of the folder or host is a fault of ours; it ends the publication all the same. */
    Publication failed(RuntimeException why) {
        String reason = why instanceof ProblemException
                ? String.valueOf(why.getMessage())
                : "Blackfish itself failed: " + Shown.line(why.toString(), LONGEST) + ".";
        return ended(State.FAILED, reason + " Nothing of it is in use there; publish it again to go on.");
    }

    Publication ended(State end, String why) {
        long bytes = end == State.DONE ? bytesTotal : bytesDone;
        return new Publication(model, profile, repo, move, end, bytes, bytesTotal, startedAt, why);
    }
}
