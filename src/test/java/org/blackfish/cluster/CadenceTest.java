package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.blackfish.settings.Polling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CadenceTest {
    private static final Polling DEFAULTS = new Polling(
            Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(30), 0.2);

    @Test
    void nothingIsAskedWhenNothingIsActive() {
        assertThat(Cadence.next(Need.NONE, DEFAULTS, 0.5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STEADY, 0, 96000",
        "STEADY, 0.5, 120000",
        "STEADY, 1, 144000",
        "ACTIVE, 0, 48000",
        "ACTIVE, 0.5, 60000",
        "ACTIVE, 1, 72000",
        "WATCHED_START, 0, 12000",
        "WATCHED_START, 0.5, 15000",
        "WATCHED_START, 1, 18000",
    })
    void waitsAreSpreadByAFifthAroundTheSetting(Need need, double random, long millis) {
        assertThat(Cadence.next(need, DEFAULTS, random)).contains(Duration.ofMillis(millis));
    }

    @Test
    void theMeanOfTheWaitsKeepsTheHourlyTargets() {
        assertThat(perHour(Need.STEADY)).isLessThanOrEqualTo(60);
        assertThat(perHour(Need.WATCHED_START)).isLessThanOrEqualTo(260);
    }

    private static long perHour(Need need) {
        return Duration.ofHours(1).dividedBy(Cadence.next(need, DEFAULTS, 0.5).orElseThrow());
    }
}
