package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.blackfish.service.SlurmOpinion;
import org.blackfish.service.TierTrial;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TierAnswerTest {
    private static final SlurmOpinion TAKEN = new SlurmOpinion.Accepted("Slurm would take the job.", null);

    private static TierAnswer answer(SlurmOpinion opinion, @Nullable SlurmOpinion longest) {
        return TierAnswer.of(new TierTrial("gpu", "Small", opinion, longest), 600);
    }

    @Test
    void aLongestTimeAboveThePartitionsLimitIsToldInSlurmsWordsWithTheRemedy() {
        TierAnswer answer = answer(TAKEN, new SlurmOpinion.Refused("Requested time limit is invalid"));
        assertThat(answer.tone()).isEqualTo("wait");
        assertThat(answer.limit())
                .isEqualTo(
                        "For the longest time of 600 minutes it would refuse the job: Requested time limit is invalid."
                                + " Shorten the longest time (time.max), or raise the partition's limit.");
        assertThat(answer(TAKEN, new SlurmOpinion.Unknown("Slurm did not answer."))
                        .limit())
                .isEqualTo("For the longest time of 600 minutes: Slurm did not answer.");
    }

    @Test
    void whereTheLongestTimeIsTakenOrWasNotAskedForTheFirstAnswerStands() {
        assertThat(answer(TAKEN, TAKEN).tone()).isEqualTo("good");
        assertThat(answer(new SlurmOpinion.Refused("no"), null).tone()).isEqualTo("bad");
        assertThat(answer(TAKEN, TAKEN).limit()).isEmpty();
    }
}
