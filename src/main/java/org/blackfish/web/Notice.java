package org.blackfish.web;

import java.util.Map;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;

/**
 * A problem as a page tells it: a headline, the sentence, what may be folded away, and where the reader goes.
 *
 * @param fields the sentences that belong to input fields, by the field's name; empty for other problems
 * @param details for those who want to know more, empty when there is nothing to add
 */
record Notice(Level level, String headline, String sentence, String details, Way way, Map<String, String> fields) {
    enum Level {
        WARNING,
        ERROR
    }

    enum Way {
        STAY,
        BACK_TO_LIST,
        REFUSAL
    }

    /** Every member of the family has its words here, exactly once. */
    static Notice of(ProblemException problem) {
        return switch (problem) {
            case InvalidInput wrong ->
                new Notice(Level.ERROR, "Please check", text(wrong), "", Way.STAY, wrong.fields());
            case UnknownItem unknown -> warning("Not found", text(unknown));
            case WrongState state -> error("Not now", text(state), "");
            case AccessRefused refused -> new Notice(Level.ERROR, "Refused", text(refused), "", Way.REFUSAL, Map.of());
            case NotYet later -> error("Not yet", text(later), "");
            case HostUnreachable host -> error(host.host() + " cannot be reached", text(host), "");
            case DeadlinePassed passed -> error("No answer in time", text(passed), "");
            case CommandFailed failed ->
                error(
                        failed.argv().getFirst() + " said no",
                        failed.said().isBlank() ? text(failed) : failed.said().strip(),
                        String.join(" ", failed.argv()) + "\nexit code " + failed.exit() + " on " + failed.host());
            case Upstream upstream -> error("An answer from elsewhere was wrong", text(upstream), upstream.address());
        };
    }

    private static Notice warning(String headline, String sentence) {
        return new Notice(Level.WARNING, headline, sentence, "", Way.BACK_TO_LIST, Map.of());
    }

    private static Notice error(String headline, String sentence, String details) {
        return new Notice(Level.ERROR, headline, sentence, details, Way.STAY, Map.of());
    }

    private static String text(ProblemException problem) {
        return String.valueOf(problem.getMessage());
    }
}
