package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.Test;

class StopStepTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final JobReport RUNNING = Jobs.seen(JobState.RUNNING);

    @Test
    void aRunningJobIsAskedFirstAndCancelledAfterTheGraceAndAgainUntilItIsGone() {
        assertThat(StopStep.next(RUNNING, Status.HEALTHY, null, null, NOW)).isEqualTo(StopStep.SIGNAL);
        assertThat(StopStep.next(RUNNING, Status.HEALTHY, NOW.minusSeconds(9), null, NOW))
                .isEqualTo(StopStep.WAIT);
        assertThat(StopStep.next(RUNNING, Status.HEALTHY, NOW.minusSeconds(10), null, NOW))
                .isEqualTo(StopStep.CANCEL);
        assertThat(StopStep.next(RUNNING, Status.HEALTHY, NOW.minusSeconds(20), NOW.minusSeconds(10), NOW))
                .isEqualTo(StopStep.WAIT);
        assertThat(StopStep.next(RUNNING, Status.HEALTHY, NOW.minusSeconds(25), NOW.minusSeconds(15), NOW))
                .isEqualTo(StopStep.CANCEL);
    }

    @Test
    void aJobThatDoesNotRunIsCancelledAtOnce() {
        for (JobState state : new JobState[] {JobState.PENDING, JobState.SUSPENDED, JobState.REQUEUE_HOLD}) {
            assertThat(StopStep.next(Jobs.seen(state), Status.PENDING, null, null, NOW))
                    .isEqualTo(StopStep.CANCEL);
        }
    }

    @Test
    void aJobOfWhichNothingIsKnownIsToldToEndAllTheSame() {
        JobReport unknown = new JobReport.Undetermined("squeue failed");
        assertThat(StopStep.next(unknown, Status.PENDING, null, null, NOW)).isEqualTo(StopStep.CANCEL);
        assertThat(StopStep.next(unknown, Status.HEALTHY, null, null, NOW)).isEqualTo(StopStep.SIGNAL);
    }

    @Test
    void aJobThatIsEndingOrGoneIsLeftAlone() {
        for (JobState state : new JobState[] {JobState.COMPLETING, JobState.COMPLETED, JobState.CANCELLED}) {
            assertThat(StopStep.next(Jobs.seen(state), Status.HEALTHY, NOW.minusSeconds(60), null, NOW))
                    .isEqualTo(StopStep.WAIT);
        }
        assertThat(StopStep.next(new JobReport.Absent(), Status.HEALTHY, null, null, NOW))
                .isEqualTo(StopStep.WAIT);
    }
}
