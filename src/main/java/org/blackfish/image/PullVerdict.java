package org.blackfish.image;

import java.util.Optional;
import org.blackfish.cluster.JobGroup;

/** What the look at a pull's folder, its silence and its job say together; pure. */
record PullVerdict(PullPhase phase, long bytes, String sentence) {
    private static final String AGAIN = " No half image was left under its name; try again.";
    private static final String CANCELLED = "The pull was cancelled.";

    /**
     * @param silent whether it gave no sign for longer than a living pull can
     * @param job what Slurm last said of its job; empty when that is not known
     */
    static PullVerdict of(PullSight sight, boolean silent, Optional<JobGroup> job) {
        if (sight.ended().isPresent()) {
            return ended(sight, sight.ended().get());
        }
        // The script still clears up for a while after the image has its name.
        if (sight.isDelivered() && (silent || sight.beat().isEmpty())) {
            return new PullVerdict(PullPhase.DONE, 0, "");
        }
        boolean isJob = sight.note().order().site() == PullSite.SLURM
                && sight.note().job().isPresent();
        // A job may wait for days; one that ran and fell silent is gone whatever is known of it.
        boolean over = !isJob || job.map(JobGroup::ended).orElse(sight.beat().isPresent());
        if (silent && over) {
            return lost(sight, job);
        }
        if (sight.beat().isPresent()) {
            Beat beat = sight.beat().get();
            return new PullVerdict(beat.phase(), beat.bytes(), "");
        }
        String waiting = sight.note()
                .job()
                .map(id -> "Waiting in Slurm's queue as job " + id + ".")
                .orElse("");
        return new PullVerdict(PullPhase.WAITING, 0, waiting);
    }

    private static PullVerdict ended(PullSight sight, String word) {
        return switch (word.lines().findFirst().orElse("")) {
            case "done" -> new PullVerdict(PullPhase.DONE, 0, "");
            case "cancelled" -> new PullVerdict(PullPhase.CANCELLED, 0, CANCELLED);
            case "failed stopped" ->
                sight.cancelled() ? new PullVerdict(PullPhase.CANCELLED, 0, CANCELLED) : failed(sight, word);
            default -> failed(sight, word);
        };
    }

    private static PullVerdict failed(PullSight sight, String word) {
        return new PullVerdict(PullPhase.FAILED, 0, PullWords.sentence(sight, word));
    }

    private static PullVerdict lost(PullSight sight, Optional<JobGroup> job) {
        if (sight.cancelled()
                || job.filter(group -> group == JobGroup.CANCELLED).isPresent()) {
            return new PullVerdict(PullPhase.CANCELLED, 0, CANCELLED);
        }
        if (job.filter(group -> group == JobGroup.TIMEOUT).isPresent()) {
            return new PullVerdict(
                    PullPhase.FAILED,
                    0,
                    "The job's time was over before the image was whole; raise pull.minutes in images.yaml and try"
                            + " again.");
        }
        String known = PullWords.fromLog(sight).map(said -> " " + said).orElse("");
        return new PullVerdict(
                PullPhase.LOST, 0, "The pull ended without a word, as one that was killed does." + known + AGAIN);
    }
}
