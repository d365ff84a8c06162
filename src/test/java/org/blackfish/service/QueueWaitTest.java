package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueueWaitTest {
    @Test
    void fewerThanThreeLaunchesSayNothing() {
        assertThat(QueueWait.of(Arrays.asList(Duration.ofMinutes(1), Duration.ofMinutes(2))))
                .isEmpty();
    }

    @Test
    void halfAndNineInTenOfThemWaitedAtMostSoLong() {
        QueueWait wait = QueueWait.of(IntStream.rangeClosed(1, 10)
                        .mapToObj(Duration::ofMinutes)
                        .toList())
                .orElseThrow();
        assertThat(wait).isEqualTo(new QueueWait(Duration.ofMinutes(5), Duration.ofMinutes(9), 10));
        assertThat(wait.sentence()).isEqualTo("Usually 5 to 9 min in the queue here (from 10 launches).");
    }

    @Test
    void aClockThatIsAheadMakesNoNegativeWait() {
        assertThat(wait(-3, -2, -1)).isEqualTo(new QueueWait(Duration.ZERO, Duration.ZERO, 3));
        assertThat(wait(-3, -2, -1).sentence())
                .isEqualTo("Usually less than 1 min in the queue here (from 3 launches).");
    }

    @Test
    void longAndShortWaitsAreToldInTheirOwnUnits() {
        assertThat(wait(10, 20, 700).sentence())
                .isEqualTo("Usually less than 1 min, seldom more than 12 min in the queue here (from 3 launches).");
        assertThat(wait(200, 7200, 7900).sentence())
                .isEqualTo("Usually 2 h, seldom more than 2 h 12 min in the queue here (from 3 launches).");
    }

    private static QueueWait wait(int... seconds) {
        return QueueWait.of(IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList())
                .orElseThrow();
    }
}
