package org.blackfish.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal token for scripts as it is stored: everything but the secret, of which only the SHA-256 is kept. Times are
 * kept with an offset, because Jakarta Persistence 3.1 does not know {@code Instant}.
 */
@Entity
@Table(name = "access_token")
public class AccessToken {
    @Id
    private UUID id = UUID.randomUUID();

    @Column(name = "created_at")
    private OffsetDateTime createdAt = Instant.EPOCH.atOffset(ZoneOffset.UTC);

    private String name = "";

    private String scopes = "";

    @Column(name = "expires_at")
    private @Nullable OffsetDateTime expiresAt;

    @Column(name = "last_used_at")
    private @Nullable OffsetDateTime lastUsedAt;

    private byte[] hash = new byte[0];

    protected AccessToken() {}

    AccessToken(String name, Scope scope, @Nullable Instant expiresAt, byte[] hash, Instant now) {
        this.name = name;
        this.scopes = scope.word();
        this.expiresAt = expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC);
        this.hash = hash.clone();
        this.createdAt = now.atOffset(ZoneOffset.UTC);
    }

    void used(Instant at) {
        lastUsedAt = at.atOffset(ZoneOffset.UTC);
    }

    boolean isValid(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt.toInstant());
    }

    boolean hasHash(byte[] candidate) {
        return java.security.MessageDigest.isEqual(hash, candidate);
    }

    public UUID id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt.toInstant();
    }

    public String name() {
        return name;
    }

    public Scope scope() {
        return Scope.of(scopes).orElse(Scope.READ);
    }

    public @Nullable Instant expiresAt() {
        return expiresAt == null ? null : expiresAt.toInstant();
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt == null ? null : lastUsedAt.toInstant();
    }
}
