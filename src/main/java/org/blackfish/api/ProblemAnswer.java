package org.blackfish.api;

import jakarta.ws.rs.core.Response;
import org.blackfish.wire.Problem;
import org.jspecify.annotations.Nullable;

/** Writes a problem document as an answer and its instance, once, into the log. */
final class ProblemAnswer {
    static final String TYPE = "application/problem+json";
    private static final System.Logger LOG = System.getLogger("org.blackfish.api");

    private ProblemAnswer() {}

    /** {@code cause} goes to the log only, and only for errors of ours or of machines behind us. */
    static Response of(Problem problem, @Nullable Throwable cause) {
        String line = problem.status() + " " + problem.instance() + ": " + problem.detail();
        if (problem.status() == 500) {
            LOG.log(System.Logger.Level.ERROR, line, cause);
        } else {
            LOG.log(problem.status() > 501 ? System.Logger.Level.ERROR : System.Logger.Level.DEBUG, line);
        }
        return Response.status(problem.status(), problem.title())
                .type(TYPE)
                .entity(JsonText.of(problem))
                .build();
    }
}
