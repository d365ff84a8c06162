package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.blackfish.cluster.Need;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private static final Facts HEALTHY = facts(Status.HEALTHY, false, null);

    @Test
    void withoutALiveServiceSlurmIsNotAskedHoweverManyWatch() {
        assertThat(Needs.of(List.of(), true)).isEqualTo(Need.NONE);
    }

    @Test
    void healthyServicesAreSteadyWhoeverWatches() {
        assertThat(Needs.of(List.of(HEALTHY, HEALTHY), true)).isEqualTo(Need.STEADY);
    }

    @Test
    void aStartIsFollowedCloselyOnlyWhileSomebodyWatches() {
        for (Status status : List.of(Status.SUBMITTED, Status.PENDING, Status.STARTING)) {
            assertThat(Needs.of(List.of(HEALTHY, facts(status, false, null)), true))
                    .isEqualTo(Need.WATCHED_START);
            assertThat(Needs.of(List.of(HEALTHY, facts(status, false, null)), false))
                    .isEqualTo(Need.ACTIVE);
        }
    }

    @Test
    void aStopUnderWayIsFollowedLikeAStart() {
        assertThat(Needs.of(List.of(facts(Status.HEALTHY, true, null)), true)).isEqualTo(Need.WATCHED_START);
    }

    @Test
    void whatIsUnknownOrUnwellIsNotSteady() {
        assertThat(Needs.of(List.of(facts(Status.HEALTHY, false, Instant.EPOCH)), false))
                .isEqualTo(Need.ACTIVE);
        assertThat(Needs.of(List.of(facts(Status.UNHEALTHY, false, null)), true))
                .isEqualTo(Need.ACTIVE);
    }

    private static Facts facts(Status status, boolean stop, @Nullable Instant unknown) {
        return new Facts(status, Phase.READY, null, stop, null, Duration.ofMinutes(10), unknown);
    }
}
