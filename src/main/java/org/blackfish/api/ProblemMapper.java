package org.blackfish.api;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.ProblemException;

/** Answers a problem of the product in its own words. */
@Provider
public final class ProblemMapper implements ExceptionMapper<ProblemException> {
    private final UriInfo address;

    public ProblemMapper(@Context UriInfo address) {
        this.address = address;
    }

    @Override
    public Response toResponse(ProblemException problem) {
        Response answer = ProblemAnswer.of(
                Problems.of(
                        problem,
                        address.getQueryParameters().keySet(),
                        address.getPathParameters().keySet()),
                problem);
        // As at the gateway: of all that is answered with 502 only this may pass by itself, and programs want to know.
        return problem instanceof HostUnreachable
                ? Response.fromResponse(answer)
                        .header(HttpHeaders.RETRY_AFTER, 5)
                        .build()
                : answer;
    }
}
