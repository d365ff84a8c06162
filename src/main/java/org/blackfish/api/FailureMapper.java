package org.blackfish.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.blackfish.wire.Problem;

/** Answers what should not have happened: the caller gets a number to quote, the log gets the rest. */
@Provider
public final class FailureMapper implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable failure) {
        Problem problem = Problems.of(
                500, "Blackfish itself failed; its log tells more under the number that stands here as instance.");
        return ProblemAnswer.of(problem, failure);
    }
}
