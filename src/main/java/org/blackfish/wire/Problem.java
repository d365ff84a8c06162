package org.blackfish.wire;

import java.util.List;

/**
 * An error as RFC 9457 has it, with the members that older clients read.
 *
 * @param detail one sentence for people
 * @param instance names this occurrence here and in the server's log
 * @param statusCode repeats {@code status}
 * @param extra the wrong fields, empty unless the request was invalid
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        int statusCode,
        List<FieldProblem> extra) {
    public Problem {
        extra = List.copyOf(extra);
    }
}
