package org.blackfish.service;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code sbatch --test-only} prints about a job that it would take, its times in UTC; pure. */
final class Forecast {
    private static final Pattern LINE =
            Pattern.compile("to start at (\\S+) using \\d+ processors on nodes (\\S+)(?: in partition (\\S+))?");

    private Forecast() {}

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
