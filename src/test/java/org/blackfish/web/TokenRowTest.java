package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.blackfish.security.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenRowTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void revokingSaysWhatStopsWorkingAndWhenThatLastWorked() {
        assertThat(row(null, NOON.minus(Duration.ofMinutes(200))).loss())
                .isEqualTo(
                        "Every program that sends \"night\" is refused with 401 at once. It was last used 3 h 20 min ago."
                                + " It cannot be brought back; a new token has another secret.");
        assertThat(row(NOON.plusSeconds(1), null).loss()).contains("None has used it yet.");
    }

    @Test
    void withAnExpiredTokenNothingStopsWorking() {
        TokenRow row = row(NOON, NOON.minusSeconds(60));
        assertThat(row.isExpired()).isTrue();
        assertThat(row.loss()).contains("has expired").doesNotContain("refused");
        assertThat(row(NOON.plusSeconds(1), null).isExpired()).isFalse();
        assertThat(row(null, null).isExpired()).isFalse();
    }

    @Test
    void everyScopeSaysWhatItAddsToTheNarrowerOnes() {
        assertThat(TokenScope.all())
                .extracting(TokenScope::label)
                .containsExactly(
                        "read: see services, models and tiers",
                        "use: also call models, and see the keys of services",
                        "manage: also launch, stop, download and remove",
                        "admin: all that you may, other tokens included");
    }

    private static TokenRow row(@Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {
        return new TokenRow(
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                "night",
                TokenScope.of(Scope.USE),
                NOON.minus(Duration.ofDays(3)),
                expiresAt,
                lastUsedAt,
                NOON);
    }
}
