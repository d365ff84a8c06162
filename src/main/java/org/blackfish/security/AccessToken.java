package org.blackfish.security;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A personal token for scripts as it is stored: everything but the secret, of which only the SHA-256 is kept. */
@Entity
@Table(name = "access_token")
public class AccessToken {
    @Id
    private UUID id = UUID.randomUUID();

    @Column(name = "created_at")
    private Instant createdAt = Instant.EPOCH;

    private String name = "";

    private String scopes = "";

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    private byte[] hash = new byte[0];

    protected AccessToken() {}

    AccessToken(String name, Scope scope, @Nullable Instant expiresAt, byte[] hash, Instant now) {
        this.name = name;
        this.scopes = scope.word();
        this.expiresAt = expiresAt;
        this.hash = hash.clone();
        this.createdAt = now;
    }

    void used(Instant at) {
        lastUsedAt = at;
    }

    boolean isValid(Instant now) {
        return expiresAt == null || now.isBefore(expiresAt);
    }

    boolean hasHash(byte[] candidate) {
        return java.security.MessageDigest.isEqual(hash, candidate);
    }

    public UUID id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String name() {
        return name;
    }

    public Scope scope() {
        return Scope.of(scopes).orElse(Scope.READ);
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    public @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }
}
