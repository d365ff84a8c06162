package org.blackfish.security;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;
import org.jspecify.annotations.Nullable;

/**
 * A personal token as somebody wants it; {@link InvalidInput} names every wrong field at once, as REST calls them.
 *
 * @param expiresAt null for a token without an end
 */
public record TokenOrder(String name, Scope scope, @Nullable Instant expiresAt) {
    private static final int LONGEST_NAME = 100;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public TokenOrder {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            wrong.put(
                    "name",
                    "A token needs a name of 1 to 100 characters; \"" + Shown.line(name, LONGEST_NAME)
                            + "\" is not one.");
        }
        if (expiresAt != null && expiresAt.isAfter(LATEST)) {
            wrong.put("expires_at", "The expires_at lies beyond the year 9999; give an earlier time, or none.");
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
    }
}
