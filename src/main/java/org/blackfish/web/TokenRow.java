package org.blackfish.web;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.blackfish.security.AccessToken;
import org.jspecify.annotations.Nullable;

/**
 * One personal token as a line of the list.
 *
 * @param expiresAt null for a token without an end
 * @param lastUsedAt null before its first use
 * @param now when the list was read
 */
public record TokenRow(
        UUID id,
        String name,
        TokenScope scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        Instant now) {

    static TokenRow of(AccessToken token, Instant now) {
        return new TokenRow(
                token.id(),
                token.name(),
                TokenScope.of(token.scope()),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                now);
    }

    public boolean isExpired() {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** What is lost when it is revoked. */
    public String loss() {
        if (isExpired()) {
            return "\"" + name + "\" has expired, so nothing works with it any more. Only this entry is removed.";
        }
        return "Every program that sends \"" + name + "\" is refused with 401 at once. "
                + (lastUsedAt == null
                        ? "None has used it yet."
                        : "It was last used " + Words.of(Duration.between(lastUsedAt, now)) + " ago.")
                + " It cannot be brought back; a new token has another secret.";
    }
}
