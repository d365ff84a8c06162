package org.blackfish.service;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobState;
import org.blackfish.cluster.Queue;
import org.blackfish.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A job that works in a folder of ours and has no row.
 *
 * @param launchedFrom the home directory of the Blackfish that launched it; null when its folder does not say
 * @param why what keeps it from being adopted, in a sentence; null when nothing does
 */
public record Orphan(
        UUID id,
        JobRecord job,
        Profile profile,
        @Nullable String model,
        @Nullable Path launchedFrom,
        @Nullable String why) {

    public boolean isAdoptable() {
        return why == null;
    }

    /** Pure: the jobs of this queue that have not ended and whose folder lies, named by an id, in this one. */
    static List<JobRecord> candidates(Queue queue, Path jobs) {
        return queue.jobs().stream()
                .filter(job -> !job.state().group().ended() && job.state() != JobState.COMPLETING)
                .filter(job -> jobs.equals(job.workDirectory().getParent()))
                .filter(job -> JobFolders.id(job.workDirectory()).isPresent())
                .toList();
    }
}
