package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A personal token; {@code secret} is there only in the answer that made it. */
public record TokenView(
        UUID id,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String secret) {
    public TokenView {
        scopes = List.copyOf(scopes);
    }
}
