package org.blackfish.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.cluster.Scheduler;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.Upstream;
import org.jspecify.annotations.Nullable;

/** What {@code sbatch --test-only} says about a job, its times in UTC. */
final class Forecast {
    private static final Pattern LINE =
            Pattern.compile("to start at (\\S+) using \\d+ processors on nodes (\\S+)(?: in partition (\\S+))?");

    private Forecast() {}

    /** Waits at most 20 s; refusals and silence are opinions, too. */
    static SlurmOpinion ask(Scheduler scheduler, String script) {
        try {
            return read(scheduler.testOnly(script));
        } catch (CommandFailed refusal) {
            return new SlurmOpinion.Refused(
                    refusal.said().isBlank()
                            ? "Slurm would refuse the job and does not say why."
                            : refusal.said().strip());
        } catch (DeadlinePassed | HostUnreachable | Upstream silence) {
            return new SlurmOpinion.Unknown(
                    "Slurm did not answer in time, so it is unknown whether it would take the job. "
                            + silence.getMessage());
        }
    }

    static SlurmOpinion read(String printed) {
        Matcher line = LINE.matcher(printed);
        if (!line.find()) {
            return new SlurmOpinion.Accepted("Slurm would take the job. It says: " + printed.strip(), null);
        }
        String partition = line.group(3) == null ? "" : " in partition " + line.group(3);
        return new SlurmOpinion.Accepted(
                "Slurm would take the job and run it on " + line.group(2) + partition + ".", instant(line.group(1)));
    }

    private static @Nullable Instant instant(String time) {
        try {
            return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
