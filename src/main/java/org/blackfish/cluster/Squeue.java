package org.blackfish.cluster;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.blackfish.transport.Outcome;

/** The one look into the queue: its command line and how to read what comes back. */
final class Squeue {
    /** Format letters of {@code squeue -o}; what users can write into comes last. */
    private enum Field {
        ID("%A"),
        STATE("%T"),
        REASON("%r"),
        NODE("%N"),
        SUBMITTED("%V"),
        STARTED("%S"),
        ENDS("%e"),
        FOLDER("%Z"),
        NAME("%j");

        private final String letter;

        Field(String letter) {
            this.letter = letter;
        }

        String of(Map<Field, String> row) {
            return row.getOrDefault(this, "");
        }
    }

    private Squeue() {}

    static List<String> argv() {
        String format =
                Arrays.stream(Field.values()).map(field -> field.letter).collect(Collectors.joining(Rows.SEPARATOR));
        return List.of("squeue", "--me", "--states=all", "--format=" + format);
    }

    /** A header alone is an answer, nothing at all is not. */
    static QueueAnswer read(Instant at, Outcome outcome) {
        if (!outcome.succeeded()) {
            return new NoAnswer(at, "squeue failed: " + outcome.said());
        }
        try {
            return new Queue(
                    at,
                    Rows.read(outcome.stdout(), "JOBID", Field.class).stream()
                            .flatMap(row -> job(row).stream())
                            .toList());
        } catch (Rows.Unreadable e) {
            return new NoAnswer(at, "squeue could not be understood: " + e.getMessage());
        }
    }

    /** Empty for a folder whose name this Java cannot hold, as with umlauts under LANG=C: it is not one of ours. */
    private static Optional<JobRecord> job(Map<Field, String> row) {
        try {
            return Optional.of(job(row, Path.of(Field.FOLDER.of(row))));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static JobRecord job(Map<Field, String> row, Path folder) {
        JobState state = JobState.of(Field.STATE.of(row));
        // Before a job runs, Slurm prints its guesses in the columns for start and end.
        boolean waiting = state.group() == JobGroup.WAITING;
        return new JobRecord(
                new JobId(Field.ID.of(row)),
                state,
                Field.STATE.of(row),
                Rows.orEmpty(Field.REASON.of(row)),
                Rows.orEmpty(Field.NODE.of(row)),
                Rows.time(Field.SUBMITTED.of(row)),
                waiting ? null : Rows.time(Field.STARTED.of(row)),
                waiting ? null : Rows.time(Field.ENDS.of(row)),
                folder,
                Field.NAME.of(row),
                "",
                0);
    }
}
