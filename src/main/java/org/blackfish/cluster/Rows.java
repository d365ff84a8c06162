package org.blackfish.cluster;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What squeue and sacct print when told to use {@link #SEPARATOR}: a header, then one line per job. Free text comes
 * last in a line, so that nothing in it can move another field.
 */
final class Rows {
    /** Unit separator: unprintable, and no site puts it into a folder's or node's name. */
    static final String SEPARATOR = "\u001f";

    private Rows() {}

    /** An output that cannot be trusted, with the reason as a sentence. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String sentence) {
            super(sentence);
        }
    }

    /**
     * The rows below the header, by the columns of {@code F}, of which the first is the job number. A line that does
     * not begin with a job number is the rest of a job name with a line break and is passed over; one that does but is
     * too short is an error, because a job could be lost in it.
     */
    static <F extends Enum<F>> List<Map<F, String>> read(String output, String firstHeading, Class<F> columns)
            throws Unreadable {
        int width = columns.getEnumConstants().length;
        if (output.isEmpty()) {
            throw new Unreadable("it printed nothing, not even the header.");
        }
        if (!output.endsWith("\n")) {
            throw new Unreadable("its output breaks off in the middle of a line.");
        }
        String[] lines = output.split("\n", -1);
        if (!lines[0].startsWith(firstHeading + SEPARATOR)
                || fields(lines[0], width).size() != width) {
            throw new Unreadable("its output does not begin with the expected header: " + shown(lines[0]));
        }
        List<Map<F, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            List<String> fields = fields(lines[i], width);
            if (fields.size() == width && JobId.accepts(fields.getFirst())) {
                rows.add(named(fields, columns));
            } else if (fields.size() > 1 && JobId.accepts(fields.getFirst())) {
                throw new Unreadable("a line of its output is too short: " + shown(lines[i]));
            }
        }
        return rows;
    }

    private static <F extends Enum<F>> Map<F, String> named(List<String> fields, Class<F> columns) {
        Map<F, String> row = new EnumMap<>(columns);
        Iterator<String> values = fields.iterator();
        for (F column : columns.getEnumConstants()) {
            row.put(column, values.next());
        }
        return row;
    }

    private static List<String> fields(String line, int width) {
        return List.of(line.split(SEPARATOR, width));
    }

    private static String shown(String line) {
        String cut = line.length() <= 120 ? line : line.substring(0, 120) + "…";
        return "\"" + cut.replaceAll("\\p{Cntrl}", "|") + "\".";
    }

    /** Slurm's time in UTC; null for {@code N/A}, {@code Unknown}, {@code None} and whatever else is no time. */
    static @Nullable Instant time(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The text without the words that Slurm prints for nothing. */
    static String orEmpty(String text) {
        return switch (text) {
            case "None", "None assigned", "(null)", "N/A" -> "";
            default -> text;
        };
    }
}
