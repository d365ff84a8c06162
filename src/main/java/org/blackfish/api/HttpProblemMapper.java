package org.blackfish.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Answers what HTTP itself has against a request: no such address, method, type, or too much of it. */
@Provider
public final class HttpProblemMapper implements ExceptionMapper<WebApplicationException> {
    private final UriInfo address;
    private final Request request;

    public HttpProblemMapper(@Context UriInfo address, @Context Request request) {
        this.address = address;
        this.request = request;
    }

    @Override
    public Response toResponse(WebApplicationException e) {
        Response refused = e.getResponse();
        int status = refused.getStatus();
        if (status < 400) {
            return refused;
        }
        String allow = refused.getHeaderString(HttpHeaders.ALLOW);
        String path = "/api/" + JsonFields.shown(address.getPath().replaceFirst("^/", ""));
        String sentence = sentence(status, request.getMethod(), path, allow, String.valueOf(e.getMessage()));
        Response answer = ProblemAnswer.of(Problems.of(status, sentence), e);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    static String sentence(int status, String method, String path, @Nullable String allow, String said) {
        return switch (status) {
            case 404 -> "There is nothing at " + path + "; the addresses are in docs/guide/rest.md.";
            case 405 ->
                method + " is not offered at " + path + "; offered: " + (allow == null ? "nothing" : allow) + ".";
            case 406 -> path + " answers in JSON, plain text or events only; send Accept: */*.";
            case 415 -> "The body must be JSON; send it with Content-Type: application/json.";
            case 412, 413, 428 -> said;
            case 400 -> "The request could not be read; check its address and its headers.";
            default -> "The request was refused: " + Problems.title(status) + ".";
        };
    }
}
