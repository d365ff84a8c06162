package org.blackfish.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;

/** The servlet side of one call: the request as it came, and the way for the answer. */
final class Caller {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final ClientConnection connection;

    /** Takes the call off the server's own thread; {@link #end} must follow. */
    Caller(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
        this.connection = ClientConnection.of(request);
        this.async = request.startAsync(request, response);
        async.setTimeout(0);
    }

    String method() {
        return request.getMethod();
    }

    /** The path below the context root, not decoded, without the query. */
    String path() {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    /** The query with its question mark, or nothing. */
    String query() {
        return request.getQueryString() == null ? "" : "?" + request.getQueryString();
    }

    String contentType() {
        return request.getContentType() == null ? "" : request.getContentType();
    }

    List<Header> headers() {
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new BasicHeader(name, value));
            }
        }
        return headers;
    }

    boolean hasBody() {
        return length() >= 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** The body's length in bytes, -1 when it is not known or there is none. */
    long length() {
        return request.getContentLengthLong();
    }

    CallerBody body() throws CallerGone {
        try {
            return new CallerBody(request.getInputStream());
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }

    ClientConnection connection() {
        return connection;
    }

    /** Begins the answer; {@code length} -1 when it is not known. */
    OutputStream answer(int status, List<Header> headers, long length) throws CallerGone {
        response.setStatus(status);
        Set<String> said = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : headers) {
            // The first replaces what a filter may have set for pages; further ones are the engine's own.
            if (said.add(header.getName())) {
                response.setHeader(header.getName(), header.getValue());
            } else {
                response.addHeader(header.getName(), header.getValue());
            }
        }
        try {
            if (length >= 0) {
                response.setContentLengthLong(length);
            } else {
                connection.expectSmallPieces();
                // A stream may be silent for long; its caller wants to know now that it has begun.
                response.flushBuffer();
            }
            return response.getOutputStream();
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }

    /** A whole answer of our own in JSON. */
    void answer(int status, String json) throws CallerGone {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        List<Header> headers = List.of(
                new BasicHeader("Content-Type", "application/json"),
                new BasicHeader("X-Content-Type-Options", "nosniff"));
        OutputStream out = answer(status, headers, body.length);
        try {
            out.write(body);
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }

    /** Says no, unless the answer has already begun. */
    void refuse(OpenAiError error) throws CallerGone {
        if (response.isCommitted()) {
            connection.abort();
            return;
        }
        if (error.retryAfter() > 0) {
            response.setIntHeader("Retry-After", error.retryAfter());
        }
        answer(error.status(), error.json());
    }

    void end() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The server has ended it already because the caller left.
            return;
        }
        if (connection.spokeOutOfTurn()) {
            connection.close();
        }
    }
}
