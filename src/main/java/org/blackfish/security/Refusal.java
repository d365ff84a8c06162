package org.blackfish.security;

import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A refusal before any resource was reached, as a problem document with the members that older clients read. */
final class Refusal {
    private static final Map<Integer, String> TITLES = Map.of(
            400,
            "Bad Request",
            401,
            "Unauthorized",
            405,
            "Method Not Allowed",
            429,
            "Too Many Requests",
            500,
            "Internal Server Error");

    /** Request attribute with the sentence that the page of refusals shows. */
    static final String SENTENCE = "org.blackfish.refusal";

    private Refusal() {}

    /** Says no with 403: a page to a person, a problem document to a program. */
    static void tell(HttpServletRequest request, HttpServletResponse response, String sentence) throws IOException {
        if (Access.isProgramPath(request.getServletPath())) {
            write(response, 403, sentence);
            return;
        }
        request.setAttribute(SENTENCE, sentence);
        response.sendError(403);
    }

    static void write(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] body = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", TITLES.getOrDefault(status, "Forbidden"))
                .add("status", status)
                .add("detail", sentence)
                .add("status_code", status)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
