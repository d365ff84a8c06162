package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownloadStepTest {
    @Test
    void theProgramsLastWordDecides() {
        assertThat(step("done", true, 1)).isEqualTo(new DownloadStep.End(DownloadStatus.COMPLETED, ""));
        assertThat(step("failed\nThe disk of /x is full.", false, 1))
                .isEqualTo(new DownloadStep.End(DownloadStatus.FAILED, "The disk of /x is full."));
        assertThat(step("failed", false, 1))
                .isEqualTo(new DownloadStep.End(DownloadStatus.FAILED, "It gave no reason."));
    }

    @Test
    void aPauseThatWasTakenBackIsNoEnd() {
        assertThat(step("paused", false, 1)).isEqualTo(new DownloadStep.Again());
    }

    @Test
    void withoutAWordTheBeatDecides() {
        assertThat(DownloadStep.of(sight(Optional.empty(), true, false, 1))).isEqualTo(new DownloadStep.Runs());
        assertThat(DownloadStep.of(sight(Optional.empty(), false, false, 1))).isEqualTo(new DownloadStep.Wait());
        assertThat(DownloadStep.of(sight(Optional.empty(), false, true, 4))).isEqualTo(new DownloadStep.Again());
        assertThat(DownloadStep.of(sight(Optional.empty(), false, true, 5)))
                .isEqualTo(new DownloadStep.End(
                        DownloadStatus.FAILED,
                        "The download broke off by itself 5 times without bringing anything (Killed); what is there"
                                + " stays. Resume it to go on, or look into the log of the machine."));
    }

    private static DownloadStep step(String ended, boolean moved, int attempts) {
        return DownloadStep.of(sight(Optional.of(ended), moved, !moved, attempts));
    }

    private static DownloadStep.Sight sight(Optional<String> ended, boolean moved, boolean silent, int attempts) {
        return new DownloadStep.Sight(ended, moved, silent, attempts, "Killed");
    }
}
