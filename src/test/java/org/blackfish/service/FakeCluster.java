package org.blackfish.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.cluster.ClusterStatus;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.blackfish.cluster.NoAnswer;
import org.blackfish.cluster.NodeGroup;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.QueueAnswer;
import org.blackfish.cluster.Scheduler;
import org.blackfish.cluster.Submission;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.jspecify.annotations.Nullable;

/** A cluster in memory that does, refuses or loses what the test wants. */
final class FakeCluster implements Scheduler {
    /** What becomes of the next submissions. */
    enum Sbatch {
        WORKS,
        REFUSES,
        HANGS_AND_SUBMITS,
        HANGS_AND_SUBMITS_NOTHING
    }

    private static final Pattern TIME = Pattern.compile("--time=(\\d+):(\\d+):");

    @Nullable
    RuntimeException testFails;

    /** The partition's limit as {@code sbatch --test-only} sees it. */
    volatile int longestMinutes = Integer.MAX_VALUE;

    /** How many minutes {@code sbatch --test-only} was asked for, in order. */
    final List<Integer> tested = new CopyOnWriteArrayList<>();

    /** What {@code sbatch --test-only} does before it answers for so many minutes. */
    volatile IntConsumer beforeTested = minutes -> {};

    final List<Path> submitted = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    volatile Sbatch sbatch = Sbatch.WORKS;
    volatile boolean silent;

    /** Whether every try to end a job fails; it is noted all the same. */
    volatile boolean cannotEnd;

    volatile int accountings;
    volatile JobReport accounting = new JobReport.Absent();

    private final Map<JobId, JobRecord> jobs = new LinkedHashMap<>();
    private final Supplier<Instant> now;
    private int looks;

    FakeCluster(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public synchronized JobId submit(Submission submission) {
        if (sbatch == Sbatch.REFUSES) {
            throw new CommandFailed(
                    "localhost", List.of("sbatch"), 1, "sbatch: error: invalid partition specified: nope");
        }
        if (sbatch == Sbatch.HANGS_AND_SUBMITS_NOTHING) {
            throw new DeadlinePassed("sbatch", "localhost", Duration.ofSeconds(60));
        }
        submitted.add(submission.workDirectory());
        JobId id = new JobId(String.valueOf(100 + submitted.size()));
        jobs.put(id, Jobs.job(id, JobState.PENDING, "", submission.workDirectory(), "localhost"));
        if (sbatch == Sbatch.HANGS_AND_SUBMITS) {
            throw new DeadlinePassed("sbatch", "localhost", Duration.ofSeconds(60));
        }
        return id;
    }

    /** Every job is in this state from now on. */
    synchronized void all(JobState state, String exitCode) {
        jobs.replaceAll((id, job) -> Jobs.job(id, state, exitCode, job.workDirectory(), "localhost"));
    }

    /** A job that nobody here has submitted. */
    synchronized void add(String id, JobState state, Path folder) {
        jobs.put(new JobId(id), Jobs.job(new JobId(id), state, "", folder, "localhost"));
    }

    synchronized void forgetJobs() {
        jobs.clear();
    }

    @Override
    public synchronized QueueAnswer queue() {
        looks++;
        return silent
                ? new NoAnswer(now.get(), "squeue failed: Unable to contact slurm controller")
                : new Queue(now.get(), List.copyOf(jobs.values()));
    }

    @Override
    public synchronized JobReport accounting(@Nullable JobId id, Path workDirectory, Instant since) {
        accountings = accountings + 1;
        return accounting;
    }

    synchronized int looks() {
        return looks;
    }

    /** What was said to end jobs, in order. */
    List<String> ended() {
        return ended;
    }

    @Override
    public synchronized void signal(JobId id) {
        end("signal " + id);
    }

    @Override
    public synchronized void cancel(JobId id) {
        end("cancel " + id);
    }

    private void end(String what) {
        ended.add(what);
        if (cannotEnd) {
            throw new CommandFailed(
                    "localhost", List.of("scancel"), 1, "scancel: error: Unable to contact slurm controller");
        }
    }

    @Override
    public String testOnly(String script) {
        if (testFails != null) {
            throw testFails;
        }
        Matcher time = TIME.matcher(script);
        int minutes = time.find() ? 60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2)) : 0;
        tested.add(minutes);
        beforeTested.accept(minutes);
        if (minutes > longestMinutes) {
            throw new CommandFailed(
                    "localhost",
                    List.of("sbatch"),
                    1,
                    "allocation failure: Requested time limit is invalid (missing or exceeds some limit)");
        }
        return "sbatch: Job 1 to start at 2026-11-22T12:05:00 using 1 processors on nodes g1 in partition gpu";
    }

    @Override
    public ClusterStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NodeGroup> nodes() {
        return List.of(new NodeGroup("gpu", true, Duration.ofHours(3), 2, 32, 131_072, "gpu:a100:4", List.of()));
    }
}
