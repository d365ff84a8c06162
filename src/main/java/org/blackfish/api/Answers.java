package org.blackfish.api;

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

/** Answers as JSON. */
final class Answers {
    private static final String TEXT = "text/plain;charset=UTF-8";

    private Answers() {}

    static Response ok(Object value) {
        return Response.ok(json(value), MediaType.APPLICATION_JSON).build();
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

    /**
     * A list, cut by {@code limit} and {@code offset}, its whole length in {@code X-Total-Count}; 304 when the caller's
     * {@code If-None-Match} names it. Only what is on the page is rendered.
     */
    static <T> Response list(List<T> all, Function<T, ?> rendering, Query query, Request request) {
        int offset = (int) Math.min(query.number("offset", 0, 0, Integer.MAX_VALUE), all.size());
        int end = (int) Math.min(offset + query.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE), all.size());
        String body = json(all.subList(offset, end).stream().map(rendering).toList());
        EntityTag tag = tag(all.size() + "\n" + body);
        ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        ResponseBuilder answer = unchanged != null ? unchanged : Response.ok(body, MediaType.APPLICATION_JSON);
        return answer.tag(tag).header("X-Total-Count", all.size()).build();
    }

    private static EntityTag tag(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new EntityTag(HexFormat.of().formatHex(digest, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String json(Object value) {
        return JsonText.of(value);
    }
}
