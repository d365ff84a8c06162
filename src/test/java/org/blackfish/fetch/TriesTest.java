package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriesTest {
    private final Failure last = new Failure(Failure.Kind.HUB, 503, "The hub is away.");

    @Test
    void waitsGrowAndThenTheLastFailureIsTold() {
        Tries tries = new Tries(Duration.ofMinutes(10));
        Again again = new Again(last, Duration.ZERO);
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(tries.next(again).toSeconds());
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 8L);
        assertThatThrownBy(() -> tries.next(again)).isSameAs(last);
    }

    @Test
    void progressMakesAllTriesGood() {
        Tries tries = new Tries(Duration.ofMinutes(10));
        Again again = new Again(last, Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            assertThat(tries.next(again)).isEqualTo(Duration.ofSeconds(1));
            tries.reset();
        }
    }

    @Test
    void aHubThatSaysWhenIsWaitedForWithinTheTime() {
        Tries tries = new Tries(Duration.ofMinutes(10));
        Again soon = new Again(last, Duration.ofSeconds(60));
        long start = System.nanoTime();
        for (int minute = 0; minute < 8; minute++) {
            assertThat(tries.next(soon, start + Duration.ofMinutes(minute).toNanos()))
                    .isEqualTo(Duration.ofSeconds(60));
        }
        assertThatThrownBy(() -> tries.next(soon, start + Duration.ofMinutes(10).toNanos()))
                .isSameAs(last);
        assertThatThrownBy(() -> new Tries(Duration.ofSeconds(20)).next(soon)).isSameAs(last);
    }

    @Test
    void thePaceIsKeptWithoutBursts() {
        Pace pace = new Pace(1000);
        long now = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        assertThat(pace.turn(500, now)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(pace.turn(500, now)).isEqualTo(Duration.ofSeconds(1).toNanos());
        long later = now + Duration.ofMinutes(1).toNanos();
        assertThat(pace.turn(1000, later)).isEqualTo(Duration.ofSeconds(1).toNanos());
    }
}
