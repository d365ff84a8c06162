package org.blackfish.service;

import java.util.List;
import java.util.Locale;
import org.blackfish.cluster.JobRecord;

/** Why a job ended badly, in words first: from Slurm's state, the exit code and the end of the log. Pure. */
final class FailureWords {
    private static final int LONGEST_LINE = 300;

    private FailureWords() {}

    /** One or two sentences; never empty. */
    static String explain(JobRecord job, LastAttempt log) {
        return switch (job.state()) {
            case OUT_OF_MEMORY ->
                "The job used more main memory than it had asked for; choose a tier with more memory.";
            case NODE_FAIL -> "The node " + job.node() + " failed while the job ran on it; launch the service again.";
            case BOOT_FAIL -> "The node did not boot for the job; launch the service again.";
            case PREEMPTED -> "A job with a higher priority took the place of this one; launch the service again.";
            case REVOKED -> "Slurm withdrew the job because another cluster runs it.";
            case TIMEOUT -> "The job reached its time limit; launch it with a longer time.";
            case DEADLINE -> "The job reached its deadline.";
            default ->
                LogSign.in(log)
                        .map(sign -> sign.words() + " (" + code(job) + ")")
                        .orElseGet(() -> byExit(job) + lastLine(log.text()));
        };
    }

    /** Accounting shows Apptainer's own 255 less 128. */
    private static String byExit(JobRecord job) {
        return switch (job.exitCode()) {
            case "127:0", "255:0" -> "Apptainer could not start the container (" + code(job) + ").";
            case "0:9" -> "The engine was killed (" + code(job) + "), often for its use of memory.";
            case "0:7" -> "The engine lost its image while it ran (" + code(job) + ").";
            default -> "The engine ended with an error (" + code(job) + ").";
        };
    }

    private static String code(JobRecord job) {
        String word = job.stateWord().toLowerCase(Locale.ROOT);
        return "Slurm says " + word + (job.exitCode().isEmpty() ? "" : ", exit code " + job.exitCode());
    }

    private static String lastLine(String tail) {
        List<String> lines = tail.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isNoise(line))
                .toList();
        if (lines.isEmpty()) {
            return " It left no log.";
        }
        String last = lines.getLast();
        return " Its last line: " + (last.length() <= LONGEST_LINE ? last : last.substring(0, LONGEST_LINE) + "…");
    }

    /** Apptainer's remarks about optional helpers, Slurm's own farewell, and the wrong key that {@link Readiness} tries. */
    private static boolean isNoise(String line) {
        return line.startsWith("INFO: ") || line.startsWith("slurmstepd:") || line.contains("Invalid API Key");
    }
}
