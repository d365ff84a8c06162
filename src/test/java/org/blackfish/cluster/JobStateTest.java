package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobStateTest {
    @ParameterizedTest
    @EnumSource(JobState.class)
    void everyStateIsReadFromItsOwnName(JobState state) {
        assertThat(JobState.of(state.name())).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "CANCELLED by 1001; CANCELLED",
                "CANCELLED+; CANCELLED",
                "CANCELLED by+; CANCELLED",
                "OUT_OF_ME+; OUT_OF_MEMORY",
                "COMPLETED+; COMPLETED",
                "running; RUNNING",
                "COMPLETED,COMPLETING; COMPLETING",
                "PENDING|REQUEUED; REQUEUED",
                "RUNNING,NEW_FLAG_OF_2031; RUNNING",
            })
    void cutFlaggedAndDecoratedNamesAreRead(String word, JobState state) {
        assertThat(JobState.of(word)).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "HIBERNATING", "COMPLET", "RE+", "+", "by 1001", "CANCELLED_BY_ALIENS"})
    void aNameThatNobodyKnowsIsUnknownAndNoError(String word) {
        assertThat(JobState.of(word)).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void theGroupsAreThoseOfTheDecisionTable() {
        assertThat(group(JobGroup.WAITING))
                .contains(
                        JobState.PENDING,
                        JobState.CONFIGURING,
                        JobState.REQUEUED,
                        JobState.REQUEUE_HOLD,
                        JobState.SPECIAL_EXIT);
        assertThat(group(JobGroup.TRANSIENT))
                .contains(JobState.RESIZING, JobState.SIGNALING, JobState.COMPLETING, JobState.STAGE_OUT);
        assertThat(group(JobGroup.SUSPENDED)).containsExactlyInAnyOrder(JobState.SUSPENDED, JobState.STOPPED);
        assertThat(group(JobGroup.TIMEOUT)).containsExactlyInAnyOrder(JobState.TIMEOUT, JobState.DEADLINE);
        assertThat(group(JobGroup.FAILED))
                .containsExactlyInAnyOrder(
                        JobState.FAILED,
                        JobState.OUT_OF_MEMORY,
                        JobState.NODE_FAIL,
                        JobState.BOOT_FAIL,
                        JobState.PREEMPTED,
                        JobState.REVOKED);
        assertThat(group(JobGroup.UNKNOWN)).containsExactly(JobState.UNKNOWN);
    }

    private static EnumSet<JobState> group(JobGroup group) {
        EnumSet<JobState> states = EnumSet.noneOf(JobState.class);
        Arrays.stream(JobState.values()).filter(state -> state.group() == group).forEach(states::add);
        return states;
    }

    @Test
    void onlyTheFourEndsAreEnds() {
        assertThat(Arrays.stream(JobGroup.values()).filter(JobGroup::ended))
                .containsExactly(JobGroup.COMPLETED, JobGroup.CANCELLED, JobGroup.TIMEOUT, JobGroup.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "12_3", "12+0", "-1", "1 ", "1;cluster", "123456789012345678901"})
    void aJobNumberIsAPlainDecimal(String text) {
        assertThatThrownBy(() -> new JobId(text)).hasMessageContaining("\"" + text + "\"");
    }
}
