package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A machine's job queue. All methods block and are meant for virtual threads; all calls are counted. */
public interface Scheduler {
    /**
     * Submits a job once, without trying again. {@code CommandFailed} and {@code HostUnreachable} mean that nothing was
     * submitted; after {@code DeadlinePassed} or {@code Upstream} (an unreadable answer) it is not known, and the
     * look-up by working directory must settle it.
     */
    JobId submit(Submission submission);

    /** One look at all jobs of our account; never throws a problem. */
    QueueAnswer queue();

    /**
     * One question to accounting about the job in this folder; without an id the folder alone decides. {@code since} is
     * our own time of the intent to submit and bounds the search. Never throws a problem.
     */
    JobReport accounting(@Nullable JobId id, Path workDirectory, Instant since);

    /** Asks the job's program to end in order (TERM to the batch script alone); a job that does not run is refused. */
    void signal(JobId id);

    /** Ends the job; a job that is already over is no error. Delivered is not confirmed: the queue tells. */
    void cancel(JobId id);

    /**
     * Slurm's estimate for a script that is not submitted, its times in UTC; its refusal is {@code CommandFailed} with
     * its own words, no answer within 20 s {@code DeadlinePassed}, no answer at all {@code Upstream}.
     */
    String testOnly(String script);

    /** The partitions and nodes there are, node by node where the scheduler tells them; refusals and silence are problems. */
    List<NodeGroup> nodes();

    /** How full the cluster is, with the jobs of all users; refusals and silence are problems. */
    ClusterStatus status();
}
