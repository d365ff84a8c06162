package org.blackfish.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.text.ParseException;
import org.blackfish.wire.Problem;

/** Answers what should not have happened: the caller gets a number to quote, the log gets the rest. */
@Provider
public final class FailureMapper implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable failure) {
        return ProblemAnswer.of(document(failure), failure);
    }

    /** A caller who leaves while sending, and a header that cannot be read, are no failures of ours. */
    static Problem document(Throwable failure) {
        if (failure instanceof IOException) {
            return Problems.of(400, "The request broke off before its body was whole; send it again.");
        }
        if (failure.getCause() instanceof ParseException) {
            return Problems.of(400, "A header of the request cannot be read; correct it or leave it out.");
        }
        return Problems.of(
                500, "Blackfish itself failed; its log tells more under the number that stands here as instance.");
    }
}
