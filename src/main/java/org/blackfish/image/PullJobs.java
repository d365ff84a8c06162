package org.blackfish.image;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.Schedulers;
import org.blackfish.profile.Profile;

/** What Slurm says of pulls that are jobs; one question answers for all of them and lasts a while. */
final class PullJobs {
    private record Answer(Instant at, Optional<Queue> queue) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Schedulers schedulers;
    private final Duration lasts;
    private final InstantSource clock;

    PullJobs(Schedulers schedulers, Duration lasts, InstantSource clock) {
        this.schedulers = schedulers;
        this.lasts = lasts;
        this.clock = clock;
    }

    /** The number of the job that works in this folder, for a submission whose answer was lost. */
    Optional<JobId> find(Profile profile, Path folder) {
        return queue(profile).flatMap(queue -> queue.find(folder)).map(job -> job.id());
    }

    /** Empty when nothing is known; a job that a good answer from after {@code since} does not name has ended. */
    Optional<JobGroup> group(Profile profile, JobId id, Path folder, Instant since) {
        return queue(profile)
                .filter(queue -> queue.at().isAfter(since))
                .map(queue ->
                        queue.find(id, folder).map(job -> job.state().group()).orElse(JobGroup.COMPLETED));
    }

    private Optional<Queue> queue(Profile profile) {
        String cluster = Schedulers.cluster(profile);
        Answer known = answers.get(cluster);
        if (known == null || clock.instant().isAfter(known.at().plus(lasts))) {
            Optional<Queue> fresh =
                    schedulers.of(profile).queue() instanceof Queue queue ? Optional.of(queue) : Optional.empty();
            known = new Answer(clock.instant(), fresh);
            answers.put(cluster, known);
        }
        return known.queue();
    }
}
