package org.blackfish.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.problem.Causes;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.settings.Secret;

/** The personal tokens of this user. */
@ApplicationScoped
@Transactional
public class AccessTokens {
    private static final String NOT_UNIQUE = "23505";
    private static final Duration USE_IS_NEWS_AFTER = Duration.ofMinutes(1);

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    AccessTokens(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** A fresh token with its secret, which nobody can look up again; names are unique. */
    public Issued issue(TokenOrder order) {
        String name = order.name();
        Instant expiresAt = order.expiresAt();
        if (all().stream().anyMatch(token -> token.name().equals(name))) {
            throw taken(name);
        }
        if (expiresAt != null && !expiresAt.isAfter(now())) {
            throw new InvalidInput("expires_at", expiresAt + " is in the past; give a later time, or none.");
        }
        Secret secret = Secret.generate();
        AccessToken token = new AccessToken(name, order.scope(), expiresAt, hash(secret.value()), now());
        try {
            entities.persist(token);
            entities.flush();
        } catch (PersistenceException e) {
            // Another request may have taken the name since the look above.
            throw isNotUnique(e) ? taken(name) : e;
        }
        return new Issued(token, secret);
    }

    private static InvalidInput taken(String name) {
        return new InvalidInput("name", "There is already a token named \"" + name + "\"; choose another name.");
    }

    private static boolean isNotUnique(Throwable thrown) {
        return Causes.of(thrown, SQLException.class).anyMatch(said -> NOT_UNIQUE.equals(said.getSQLState()));
    }

    public List<AccessToken> all() {
        return entities.createQuery("select t from AccessToken t order by t.createdAt", AccessToken.class)
                .getResultList();
    }

    public void revoke(UUID id) {
        AccessToken token = entities.find(AccessToken.class, id);
        if (token == null) {
            throw new UnknownItem("token", id.toString());
        }
        entities.remove(token);
    }

    /** The scope of a valid token, empty for an unknown or expired one; notes the use once a minute. */
    public Optional<Scope> scopeOf(String candidate) {
        byte[] hash = hash(candidate);
        Optional<AccessToken> found = entities.createQuery(
                        "select t from AccessToken t where t.hash = :hash", AccessToken.class)
                .setParameter("hash", hash)
                .getResultStream()
                .filter(token -> token.hasHash(hash) && token.isValid(now()))
                .findFirst();
        found.ifPresent(token -> {
            Instant last = token.lastUsedAt();
            if (last == null || last.plus(USE_IS_NEWS_AFTER).isBefore(now())) {
                token.used(now());
            }
        });
        return found.map(AccessToken::scope);
    }

    /** A token just made, with the secret to show once. */
    public record Issued(AccessToken token, Secret secret) {}

    private Instant now() {
        return clock.instant();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
