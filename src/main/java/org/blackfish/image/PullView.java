package org.blackfish.image;

import java.util.Optional;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.JobId;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profile;

/** Looks at pulls and brings those that are done to their end: the record is written, the folder goes. */
final class PullView {
    private final Silence silence;
    private final PullJobs jobs;
    private final String us;

    PullView(Silence silence, PullJobs jobs, String us) {
        this.silence = silence;
        this.jobs = jobs;
        this.us = us;
    }

    /** Empty when there is no pull in the folder. */
    Optional<Pull> look(Profile profile, PullFolder folder) {
        return folder.look().map(sight -> {
            PullSight known = adopted(profile, folder, sight);
            boolean silent = silence.isSilent(folder.path().toString(), known);
            PullVerdict verdict = PullVerdict.of(known, silent, group(profile, folder, known, silent));
            if (verdict.phase() == PullPhase.DONE) {
                finish(profile, folder, known);
            }
            return pull(profile, folder, known, verdict);
        });
    }

    /** A submission whose answer was lost is found again by its folder. */
    private PullSight adopted(Profile profile, PullFolder folder, PullSight sight) {
        boolean unknown = isJobOfOurs(sight)
                && sight.note().job().isEmpty()
                && sight.ended().isEmpty();
        Optional<JobId> found = unknown ? jobs.find(profile, folder.path()) : Optional.empty();
        if (found.isEmpty()) {
            return sight;
        }
        try {
            folder.write(
                    PullNote.FILE, sight.note().submitted(found.get().value()).text());
        } catch (ProblemException full) {
            // It is found again at the next look.
            return sight;
        }
        return folder.look().orElse(sight);
    }

    /** Slurm is asked only about jobs of ours, and not while the pull itself says how far it is. */
    private Optional<JobGroup> group(Profile profile, PullFolder folder, PullSight sight, boolean silent) {
        return sight.note()
                .job()
                .filter(id -> isJobOfOurs(sight)
                        && sight.ended().isEmpty()
                        && (silent || sight.beat().isEmpty()))
                .flatMap(id -> jobs.group(
                        profile, new JobId(id), folder.path(), sight.note().at()));
    }

    private boolean isJobOfOurs(PullSight sight) {
        return sight.note().order().site() == PullSite.SLURM
                && sight.note().by().equals(us);
    }

    private void finish(Profile profile, PullFolder folder, PullSight sight) {
        PullNote note = sight.note();
        String file = String.valueOf(folder.target().getFileName());
        try {
            String digest = folder.read("inspect.json")
                    .map(Labels::parse)
                    .map(labels -> labels.get(Labels.DIGEST))
                    .orElse(null);
            sight.facts()
                    .ifPresent(facts -> ImageRecords.write(
                            folder.host(), profile, note.order().place(), file, ImageRecord.of(note, facts, digest)));
            silence.forget(folder.path().toString());
            if (sight.ended().isEmpty() && note.by().equals(us)) {
                // It was killed before it could clear away; notes tell where. Another account's are its own.
                PullLeftovers.sweep(folder.host(), folder.path());
            }
            folder.remove();
        } catch (ProblemException e) {
            // The image is staged all the same; whoever looks next, and may, writes what is known of it. What another
            // account keeps in the folder is shown as leftovers.
            return;
        }
    }

    private static Pull pull(Profile profile, PullFolder folder, PullSight sight, PullVerdict verdict) {
        PullNote note = sight.note();
        return new Pull(
                profile.name(),
                String.valueOf(folder.target().getFileName()),
                note.order(),
                folder.target(),
                verdict.phase(),
                verdict.bytes(),
                note.by(),
                note.at(),
                note.attempt(),
                note.job(),
                sight.cancelled() && !verdict.phase().isEnd(),
                verdict.sentence(),
                sight.log());
    }
}
