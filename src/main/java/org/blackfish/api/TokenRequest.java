package org.blackfish.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.blackfish.security.Scope;
import org.blackfish.security.TokenOrder;
import org.jspecify.annotations.Nullable;

/**
 * A personal token as it was asked for: the widest of the named scopes, {@code read} when none is named.
 *
 * @param ignored names members of the body that nothing knew
 */
record TokenRequest(TokenOrder order, List<String> ignored) {
    TokenRequest {
        ignored = List.copyOf(ignored);
    }

    /** {@code InvalidInput} names every wrong field at once. */
    static TokenRequest read(JsonObject body) {
        JsonFields fields = new JsonFields(body);
        String name = fields.neededText("name");
        Scope scope = scope(fields);
        Instant expiry = expiry(fields);
        TokenOrder order = fields.checked(() -> new TokenOrder(name, scope, expiry));
        List<String> ignored = fields.complete();
        return new TokenRequest(Objects.requireNonNull(order), ignored);
    }

    private static Scope scope(JsonFields fields) {
        JsonValue given = fields.value("scopes");
        List<String> words = given instanceof JsonString one ? List.of(one.getString()) : fields.texts("scopes");
        for (String word : words) {
            if (Scope.of(word).isEmpty()) {
                fields.wrong(
                        "scopes",
                        "There is no scope \"" + JsonFields.shown(word) + "\"; give read, use, manage or admin.");
            }
        }
        return words.stream()
                .map(Scope::of)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Scope.READ);
    }

    private static @Nullable Instant expiry(JsonFields fields) {
        String text = fields.text("expires_at");
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            JsonValue value = Objects.requireNonNull(fields.value("expires_at"));
            fields.mistyped("expires_at", "a time such as 2027-01-31T12:00:00Z", value);
            return null;
        }
    }
}
