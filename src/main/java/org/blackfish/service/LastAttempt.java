package org.blackfish.service;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.blackfish.cluster.JobScript;

/**
 * What a job's log holds of its last attempt; a requeued job goes on with the same log.
 *
 * @param start up to the line by which the engine says that it serves, the whole when it says so nowhere
 * @param serving what came after that line; empty when it never served
 */
record LastAttempt(String start, String serving) {
    static final LastAttempt NONE = new LastAttempt("", "");

    private static final Pattern MARK = Pattern.compile("^" + JobScript.ATTEMPT_MARK + "\\d+ .*$", Pattern.MULTILINE);

    /** vLLM's (uvicorn's) word, and the first request that llama.cpp takes; its "listening" comes before the model. */
    private static final Pattern SERVES = Pattern.compile("Application startup complete|\\blaunch_slot_\\b");

    /** {@code whole} says that nothing of the log comes before {@code text}. */
    static LastAttempt in(String text, boolean whole) {
        int mark = MARK.matcher(text).results().mapToInt(MatchResult::end).max().orElse(-1);
        String attempt = text.substring(Math.max(mark, 0)).stripLeading();
        return SERVES.matcher(attempt)
                .results()
                .findFirst()
                .map(found -> new LastAttempt(attempt.substring(0, found.start()), attempt.substring(found.end())))
                // An engine that wrote so much that its beginning is far away has long been at work.
                .orElseGet(() -> mark >= 0 || whole ? new LastAttempt(attempt, "") : new LastAttempt("", attempt));
    }

    /** All of it, for its last line. */
    String text() {
        return start + serving;
    }
}
