package org.blackfish.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.blackfish.cluster.JobGroup;
import org.junit.jupiter.api.Test;

class PullVerdictTest {
    private static PullSight sight(PullSite site, Optional<String> job, Optional<Beat> beat, Optional<String> ended) {
        PullOrder order = new PullOrder(
                ImageRef.parse("lab/engine:2"), Optional.empty(), ImagePlace.CACHE, site, Optional.empty(), false);
        PullNote note = new PullNote(order, "ada", Instant.EPOCH, 1, job);
        return new PullSight(
                note, beat, ended, Optional.empty(), false, beat.isPresent(), Optional.empty(), "", "", Instant.EPOCH);
    }

    private static PullSight job(Optional<Beat> beat) {
        return sight(PullSite.SLURM, Optional.of("7"), beat, Optional.empty());
    }

    private static PullPhase phase(PullSight sight, boolean silent, Optional<JobGroup> job) {
        return PullVerdict.of(sight, silent, job).phase();
    }

    @Test
    void aPullThatBeatsIsAsFarAsItSays() {
        PullSight sight = sight(
                PullSite.HEAD_NODE, Optional.empty(), Optional.of(new Beat(PullPhase.FETCHING, 9)), Optional.empty());
        assertThat(PullVerdict.of(sight, false, Optional.empty()))
                .isEqualTo(new PullVerdict(PullPhase.FETCHING, 9, ""));
        assertThat(phase(sight, true, Optional.empty())).isEqualTo(PullPhase.LOST);
    }

    @Test
    void aJobInTheQueueWaitsHoweverLongItIsSilent() {
        PullVerdict waiting = PullVerdict.of(job(Optional.empty()), true, Optional.of(JobGroup.WAITING));
        assertThat(waiting).isEqualTo(new PullVerdict(PullPhase.WAITING, 0, "Waiting in Slurm's queue as job 7."));
        assertThat(phase(job(Optional.empty()), true, Optional.empty()))
                .as("nothing is known of the job")
                .isEqualTo(PullPhase.WAITING);
    }

    @Test
    void aJobThatIsGoneIsLostOnlyOnceItIsSilentToo() {
        assertThat(phase(job(Optional.empty()), false, Optional.of(JobGroup.COMPLETED)))
                .isEqualTo(PullPhase.WAITING);
        assertThat(phase(job(Optional.empty()), true, Optional.of(JobGroup.COMPLETED)))
                .isEqualTo(PullPhase.LOST);
        assertThat(phase(job(Optional.empty()), true, Optional.of(JobGroup.CANCELLED)))
                .isEqualTo(PullPhase.CANCELLED);
        assertThat(PullVerdict.of(job(Optional.empty()), true, Optional.of(JobGroup.TIMEOUT))
                        .sentence())
                .isEqualTo(
                        "The job's time was over before the image was whole; raise pull.minutes in images.yaml and try"
                                + " again.");
    }

    @Test
    void theLastWordOfAPullCounts() {
        Optional<Beat> beat = Optional.of(new Beat(PullPhase.CHECKING, 1));
        assertThat(phase(
                        sight(PullSite.HEAD_NODE, Optional.empty(), beat, Optional.of("done")), true, Optional.empty()))
                .isEqualTo(PullPhase.DONE);
        assertThat(phase(
                        sight(PullSite.HEAD_NODE, Optional.empty(), beat, Optional.of("cancelled")),
                        false,
                        Optional.empty()))
                .isEqualTo(PullPhase.CANCELLED);
        assertThat(PullVerdict.of(
                        sight(PullSite.HEAD_NODE, Optional.empty(), beat, Optional.of("failed no-sif")),
                        false,
                        Optional.empty()))
                .isEqualTo(
                        new PullVerdict(PullPhase.FAILED, 0, "What was fetched is no SIF image; nothing was staged."));
    }

    @Test
    void aPullThatWasStoppedFromOutsideAfterItsCancelIsCancelled() {
        PullSight stopped = sight(
                PullSite.SLURM,
                Optional.of("7"),
                Optional.of(new Beat(PullPhase.FETCHING, 1)),
                Optional.of("failed stopped"));
        assertThat(phase(stopped, false, Optional.empty())).isEqualTo(PullPhase.FAILED);
        PullSight cancelled = new PullSight(
                stopped.note(),
                stopped.beat(),
                stopped.ended(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                "",
                "",
                Instant.EPOCH);
        assertThat(phase(cancelled, false, Optional.empty())).isEqualTo(PullPhase.CANCELLED);
    }

    @Test
    void aPullThatWasKilledBetweenTheRenameAndItsLastWordIsDone() {
        PullSight before = sight(PullSite.HEAD_NODE, Optional.empty(), Optional.empty(), Optional.empty());
        PullSight delivered = new PullSight(
                before.note(),
                Optional.of(new Beat(PullPhase.CHECKING, 5)),
                Optional.empty(),
                Optional.of(new ImageFacts("0".repeat(64), 42)),
                false,
                false,
                Optional.of(42L),
                "",
                "",
                Instant.EPOCH);
        assertThat(phase(delivered, true, Optional.empty())).isEqualTo(PullPhase.DONE);
    }
}
