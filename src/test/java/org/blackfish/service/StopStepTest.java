package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.Test;

class StopStepTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JobReport RUNNING = Jobs.seen(JobState.RUNNING);
    private static final JobReport UNKNOWN = new JobReport.Undetermined("squeue failed");
    private static final Told SEEN = Told.NOTHING.identify();

    @Test
    void aRunningJobIsAskedFirstAndCancelledAfterTheGrace() {
        assertThat(next(RUNNING, Status.HEALTHY, SEEN)).isEqualTo(StopStep.SIGNAL);
        assertThat(next(RUNNING, Status.HEALTHY, SEEN.signalled(NOW.minusSeconds(9))))
                .isEqualTo(StopStep.WAIT);
        assertThat(next(RUNNING, Status.HEALTHY, SEEN.signalled(NOW.minusSeconds(10))))
                .isEqualTo(StopStep.CANCEL);
    }

    @Test
    void aCancelIsRepeatedEverMoreSeldomAsLongAsTheJobIsThere() {
        assertThat(cancelsOf(RUNNING, Status.HEALTHY, Duration.ofMinutes(30)))
                .containsExactly(10L, 25L, 55L, 115L, 235L, 475L, 775L, 1075L, 1375L, 1675L);
        assertThat(cancelsOf(UNKNOWN, Status.PENDING, Duration.ofMinutes(10)))
                .containsExactly(0L, 15L, 45L, 105L, 225L, 465L);
        assertThat(cancelsOf(UNKNOWN, Status.HEALTHY, Duration.ofDays(1))).hasSizeLessThan(300);
    }

    @Test
    void aJobThatDoesNotRunIsCancelledAtOnce() {
        for (JobState state : new JobState[] {JobState.PENDING, JobState.SUSPENDED, JobState.REQUEUE_HOLD}) {
            assertThat(next(Jobs.seen(state), Status.PENDING, SEEN)).isEqualTo(StopStep.CANCEL);
        }
    }

    @Test
    void aJobOfOursOfWhichNothingIsKnownNowIsToldToEndAllTheSame() {
        assertThat(next(UNKNOWN, Status.PENDING, SEEN)).isEqualTo(StopStep.CANCEL);
        assertThat(next(UNKNOWN, Status.HEALTHY, SEEN)).isEqualTo(StopStep.SIGNAL);
    }

    @Test
    void aJobThatWasNeverSeenToBeOursIsToldNothing() {
        for (Status status : Status.values()) {
            assertThat(next(UNKNOWN, status, Told.NOTHING)).isEqualTo(StopStep.WAIT);
        }
    }

    @Test
    void aJobThatIsEndingOrGoneIsLeftAlone() {
        Told told = SEEN.signalled(NOW.minusSeconds(60));
        for (JobState state : new JobState[] {JobState.COMPLETING, JobState.COMPLETED, JobState.CANCELLED}) {
            assertThat(next(Jobs.seen(state), Status.HEALTHY, told)).isEqualTo(StopStep.WAIT);
        }
        assertThat(next(new JobReport.Absent(), Status.HEALTHY, SEEN)).isEqualTo(StopStep.WAIT);
    }

    private static StopStep next(JobReport report, Status status, Told told) {
        return StopStep.next(report, status, told, NOW);
    }

    /** At which second after the stop was asked for a cancel comes, looked at every second. */
    private static List<Long> cancelsOf(JobReport report, Status status, Duration span) {
        List<Long> cancels = new ArrayList<>();
        Told told = SEEN;
        for (long second = 0; second < span.toSeconds(); second++) {
            Instant now = NOW.plusSeconds(second);
            StopStep step = StopStep.next(report, status, told, now);
            if (step == StopStep.SIGNAL) {
                told = told.signalled(now);
            } else if (step == StopStep.CANCEL) {
                told = told.cancelled(now);
                cancels.add(second);
            }
        }
        return cancels;
    }
}
