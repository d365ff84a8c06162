package org.blackfish.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;

/** The one question to accounting about one job: its command line and how to read what comes back. */
final class Sacct {
    /** How far the clocks of the cluster and of this machine may differ; the folder decides, so wider does no harm. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** The folder reaches accounting some seconds after the job; a record this old without one is not ours. */
    private static final Duration FOLDER_LATE = Duration.ofMinutes(5);

    /** Without them sacct leaves out jobs that never became eligible, such as one that was cancelled while held. */
    private static final String ALL_STATES = "BF,CA,CD,DL,F,NF,OOM,PD,PR,R,S,TO";

    /** Field names of {@code sacct --format}; what users can write into comes last. */
    private enum Field {
        ID("JobIDRaw"),
        STATE("State"),
        REASON("Reason"),
        NODE("NodeList"),
        SUBMITTED("Submit"),
        STARTED("Start"),
        ENDS("End"),
        EXIT("ExitCode"),
        FOLDER("WorkDir"),
        NAME("JobName");

        private final String title;

        Field(String title) {
            this.title = title;
        }

        String of(Map<Field, String> row) {
            return row.getOrDefault(this, "");
        }
    }

    private Sacct() {}

    static List<String> argv(@Nullable JobId id, Instant since) {
        String from = LocalDateTime.ofInstant(since.minus(CLOCKS).truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        String titles = Arrays.stream(Field.values()).map(field -> field.title).collect(Collectors.joining(","));
        List<String> argv = new ArrayList<>(List.of(
                "sacct",
                "--allocations",
                "--parsable2",
                "--delimiter=" + Rows.SEPARATOR,
                "--starttime=" + from,
                "--format=" + titles));
        if (id == null) {
            argv.addAll(List.of("--endtime=now", "--state=" + ALL_STATES));
        } else {
            argv.add("--jobs=" + id.value());
        }
        return List.copyOf(argv);
    }

    /** {@code asked} is the time of the question; a record without folder may still be ours for some minutes. */
    static JobReport read(Outcome outcome, @Nullable JobId id, Path workDirectory, Instant asked) {
        if (!outcome.succeeded()) {
            return new JobReport.Undetermined("sacct failed: " + outcome.said());
        }
        try {
            List<Map<Field, String>> rows = Rows.read(outcome.stdout(), Field.ID.title, Field.class).stream()
                    .filter(row -> id == null || id.value().equals(Field.ID.of(row)))
                    .toList();
            return rows.stream()
                    .filter(row -> Field.FOLDER.of(row).equals(workDirectory.toString()))
                    .map(Sacct::job)
                    .max(Comparator.comparingLong(job -> Long.parseLong(job.id().value())))
                    .<JobReport>map(JobReport.Seen::new)
                    .orElseGet(() -> without(rows, asked));
        } catch (Rows.Unreadable e) {
            return new JobReport.Undetermined("sacct could not be understood: " + e.getMessage());
        }
    }

    private static JobReport without(List<Map<Field, String>> rows, Instant asked) {
        boolean mayBeOurs = rows.stream().anyMatch(row -> {
            Instant submitted = Rows.time(Field.SUBMITTED.of(row));
            return Field.FOLDER.of(row).isEmpty() && (submitted == null || submitted.isAfter(asked.minus(FOLDER_LATE)));
        });
        return mayBeOurs
                ? new JobReport.Undetermined("Accounting does not know the working directory of a new job yet.")
                : new JobReport.Absent();
    }

    private static JobRecord job(Map<Field, String> row) {
        return new JobRecord(
                new JobId(Field.ID.of(row)),
                JobState.of(Field.STATE.of(row)),
                Field.STATE.of(row),
                Rows.orEmpty(Field.REASON.of(row)),
                Rows.orEmpty(Field.NODE.of(row)),
                Rows.time(Field.SUBMITTED.of(row)),
                Rows.time(Field.STARTED.of(row)),
                Rows.time(Field.ENDS.of(row)),
                Path.of(Field.FOLDER.of(row)),
                Field.NAME.of(row),
                Field.EXIT.of(row),
                0);
    }
}
