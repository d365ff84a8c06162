package org.blackfish.api;

import jakarta.json.Json;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers as JSON. */
final class Answers {
    private static final String TEXT = "text/plain;charset=UTF-8";

    private Answers() {}

    static Response ok(Object value) {
        return Response.ok(json(value), MediaType.APPLICATION_JSON).build();
    }

    /**
     * {@code view} with the members of the request that nothing knew in {@code live.ignored}, where a launch has them too;
     * without such members {@code view} itself, so that clients that are strict about members get what they know.
     */
    static Object naming(List<String> ignored, Object view) {
        return ignored.isEmpty()
                ? view
                : Json.createObjectBuilder(JsonText.value(view).asJsonObject())
                        .add("live", Json.createObjectBuilder().add("ignored", JsonText.value(ignored)))
                        .build();
    }

    /** 201 with the address of what was made. */
    static Response created(Object value, String location) {
        return Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON)
                .header("Location", location)
                .entity(json(value))
                .build();
    }

    static Response status(int status, Object value) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(json(value))
                .build();
    }

    static ResponseBuilder text(String text) {
        return Response.ok(text, TEXT);
    }

    /** Answers 304 without a body when the caller's {@code If-None-Match} names {@code tag}, else what is rendered now. */
    static Response tagged(Request request, String tag, Supplier<ResponseBuilder> rendering) {
        EntityTag entity = new EntityTag(tag);
        ResponseBuilder unchanged = request.evaluatePreconditions(entity);
        ResponseBuilder answer = unchanged != null ? unchanged : rendering.get();
        // The filter in front forbids all keeping, with which no browser would ever ask for a tag again.
        return answer.tag(entity).header("Cache-Control", "private, no-cache").build();
    }

    /**
     * A list, cut by {@code limit} and {@code offset}, its whole length in {@code X-Total-Count}. Only what is on the page
     * is rendered, and its tag is made from that: for lists whose changes nobody counts.
     */
    static <T> Response list(List<T> all, Function<T, ?> rendering, Query query, Request request) {
        int offset = Math.min(query.offset(), all.size());
        int end = (int) Math.min((long) offset + query.limit(), all.size());
        return page(all.subList(offset, end), all.size(), rendering, request);
    }

    /** A page that was cut already, of a list of {@code total}. */
    static <T> Response page(List<T> page, int total, Function<T, ?> rendering, Request request) {
        String body = json(page.stream().map(rendering).toList());
        return tagged(
                request,
                digest(total + "\n" + body),
                () -> Response.ok(body, MediaType.APPLICATION_JSON).header("X-Total-Count", total));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    static String json(Object value) {
        return JsonText.of(value);
    }
}
