package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.service.IdleServices;
import org.junit.jupiter.api.Test;

class IdleRuleTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(1));

    @Test
    void aReadyServiceIsStoppedAfterItsTimeWithoutUse() {
        assertThat(isOver(30, 0, LONG_AGO, 30)).isFalse();
        assertThat(isOver(30, 0, LONG_AGO, 31)).isTrue();
    }

    @Test
    void withoutAnIdleTimeACallUnderWayOrReadinessNothingIsStopped() {
        assertThat(isOver(null, 0, LONG_AGO, 9999)).isFalse();
        assertThat(isOver(30, 1, LONG_AGO, 9999)).isFalse();
        assertThat(IdleRule.isOver(IdleServices.queued(30, NOON), 0, LONG_AGO, NOON.plus(Duration.ofDays(9))))
                .isFalse();
    }

    @Test
    void aCallAndAStartOfBlackfishBeginTheTimeAgain() {
        assertThat(IdleRule.isOver(
                        IdleServices.used(30, NOON, NOON.plusSeconds(600)), 0, LONG_AGO, NOON.plusSeconds(2400)))
                .isFalse();
        assertThat(IdleRule.isOver(
                        IdleServices.used(30, NOON, NOON.plusSeconds(600)), 0, LONG_AGO, NOON.plusSeconds(2460)))
                .isTrue();
        assertThat(isOver(30, 0, NOON.plusSeconds(60), 31)).isFalse();
    }

    private static boolean isOver(
            @org.jspecify.annotations.Nullable Integer minutes, int open, Instant since, int after) {
        return IdleRule.isOver(IdleServices.ready(minutes, NOON), open, since, NOON.plus(Duration.ofMinutes(after)));
    }
}
