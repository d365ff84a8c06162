package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * One request to the server.
 *
 * @param path below the server's root, such as {@code api/services}
 * @param key an {@code Idempotency-Key}, under which sending twice does the same as sending once
 */
record Call(String method, String path, Optional<String> body, Optional<String> key, Duration deadline) {
    /** No request of the server lasts longer than 30 s. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    static Call get(String path) {
        return new Call("GET", path, Optional.empty(), Optional.empty(), LONGEST);
    }

    static Call delete(String path) {
        return new Call("DELETE", path, Optional.empty(), Optional.empty(), LONGEST);
    }

    static Call put(String path, JsonObject body) {
        return new Call("PUT", path, Optional.of(body.toString()), Optional.empty(), LONGEST);
    }

    static Call post(String path, JsonObject body) {
        return new Call("POST", path, Optional.of(body.toString()), Optional.empty(), LONGEST);
    }

    Call once(String idempotencyKey) {
        return new Call(method, path, body, Optional.of(idempotencyKey), deadline);
    }

    /** Of an engine, which may write for long. */
    Call forMinutes(int minutes) {
        return new Call(method, path, body, key, Duration.ofMinutes(minutes));
    }

    /** Whether it does the same when it is sent once more: a DELETE would say that nothing was there. */
    boolean mayRepeat() {
        return method.equals("GET") || method.equals("PUT") || key.isPresent();
    }
}
