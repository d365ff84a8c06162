package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                            .map(Squeue::job)
                            .toList());
        } catch (Rows.Unreadable e) {
            return new NoAnswer(at, "squeue could not be understood: " + e.getMessage());
        }
    }

    private static JobRecord job(Map<Field, String> row) {
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
                Path.of(Field.FOLDER.of(row)),
                Field.NAME.of(row),
                "",
                0);
    }
}
