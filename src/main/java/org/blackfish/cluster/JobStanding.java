package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of a submission whose answer was lost: the rule by which a job is submitted exactly once. */
public sealed interface JobStanding {
    /** The job is there; it is ours. */
    record Adopt(JobId id) implements JobStanding {}

    /** There is no such job and none can come any more: it may be submitted. */
    record AbsentSettled() implements JobStanding {}

    /** Neither is proven; look again. */
    record NotYet() implements JobStanding {}

    /**
     * Pure. Absence is settled by two good looks into the queue at least {@code apart} from each other, the last at
     * least {@code longestSubmit} (the deadline of {@code sbatch}) after the intent, and one answer of accounting, all
     * without the job. Looks from before the intent prove nothing.
     */
    static JobStanding settle(
            Path workDirectory,
            Instant intent,
            Duration longestSubmit,
            Duration apart,
            List<Queue> looks,
            List<JobReport> accounting) {
        List<Instant> times = looks.stream()
                .map(Queue::at)
                .filter(at -> !at.isBefore(intent))
                .sorted()
                .toList();
        boolean enough = times.size() >= 2
                && !times.getLast().isBefore(times.getFirst().plus(apart))
                && !times.getLast().isBefore(intent.plus(longestSubmit));
        boolean denied = accounting.stream().anyMatch(JobReport.Absent.class::isInstance);
        JobStanding unseen = enough && denied ? new AbsentSettled() : new NotYet();
        return newest(workDirectory, looks, accounting)
                .<JobStanding>map(job -> new Adopt(job.id()))
                .orElse(unseen);
    }

    private static Optional<JobRecord> newest(Path workDirectory, List<Queue> looks, List<JobReport> accounting) {
        Stream<JobRecord> queued = looks.stream().flatMap(look -> look.find(workDirectory).stream());
        Stream<JobRecord> accounted = accounting.stream()
                .filter(JobReport.Seen.class::isInstance)
                .map(report -> ((JobReport.Seen) report).job());
        return Stream.concat(queued, accounted)
                .filter(job -> job.workDirectory().equals(workDirectory))
                .max(Queue.LIVING_THEN_NEWEST);
    }
}
