package org.blackfish.hub;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.cluster.JobGroup;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.Schedulers;
import org.blackfish.fetch.Beat;
import org.blackfish.profile.Profile;

/** Whether a download's program lives, told by its beat changing while we watch; of a job that waits, by the queue. */
final class DownloadView {
    /** How long a program may say nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Seen(long count, Instant at) {}

    private record Asked(Instant at, Optional<Queue> queue) {}

    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();
    private final Map<String, Asked> queues = new ConcurrentHashMap<>();
    private final Schedulers schedulers;
    private final Duration lasts;
    private final Clock clock;

    DownloadView(Schedulers schedulers, Duration lasts, Clock clock) {
        this.schedulers = schedulers;
        this.lasts = lasts;
        this.clock = clock;
    }

    /** Its program is set going now: patience begins anew. */
    void begins(UUID id) {
        seen.put(id, new Seen(-1, clock.instant()));
    }

    DownloadStep step(Profile profile, DownloadRecord record, DownloadFolder folder) {
        Optional<Beat> beat = folder.beat();
        Instant now = clock.instant();
        Seen before = seen.computeIfAbsent(record.id(), id -> new Seen(-1, now));
        long count = beat.map(Beat::count).orElse(-1L);
        boolean moved = count != before.count() && count >= 0;
        if (moved) {
            seen.put(record.id(), new Seen(count, now));
        }
        boolean late = now.isAfter(before.at().plus(PATIENCE));
        boolean silent = late && !moved && !isQueued(profile, record, folder);
        return DownloadStep.of(new DownloadStep.Sight(
                folder.ended(), moved, silent, record.attempts(), silent ? folder.complaint() : ""));
    }

    /** One question to Slurm lasts a while; without an answer the job counts as waiting. */
    private boolean isQueued(Profile profile, DownloadRecord record, DownloadFolder folder) {
        if (record.site() != DownloadSite.SLURM) {
            return false;
        }
        Asked asked = queues.compute(Schedulers.cluster(profile), (cluster, known) -> {
            boolean fresh = known != null && clock.instant().isBefore(known.at().plus(lasts));
            return fresh ? known : new Asked(clock.instant(), queue(profile));
        });
        return asked.queue()
                .filter(queue -> queue.at().isAfter(record.updatedAt()))
                .map(queue -> queue.find(folder.path())
                        .filter(job -> !job.state().group().equals(JobGroup.COMPLETED)
                                && !job.state().group().ended())
                        .isPresent())
                .orElse(true);
    }

    private Optional<Queue> queue(Profile profile) {
        return schedulers.of(profile).queue() instanceof Queue queue ? Optional.of(queue) : Optional.empty();
    }
}
