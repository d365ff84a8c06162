package org.blackfish.database;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the file {@code lease.TERM} says.
 *
 * @param line names the data over all their holders
 * @param patience the silence after which others may take over, as this holder understands it
 * @param free the holder gave the data back
 * @param copyFirst the data may still be written to by an earlier holder's machine, so they are copied before they are
 *     opened
 * @param beat counts up as long as the holder lives, so that its life is seen without comparing clocks
 */
record LeaseEntry(
        int term, LeaseHolder holder, String line, Duration patience, boolean free, boolean copyFirst, long beat) {
    /** Anything unreadable is a holder that nobody knows, never a free lease. */
    static LeaseEntry parse(int term, String text) {
        Map<String, String> lines = text.lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> first));
        try {
            LeaseHolder holder = new LeaseHolder(
                    lines.getOrDefault("id", ""),
                    lines.getOrDefault("host", "an unknown host"),
                    lines.getOrDefault("machine", ""),
                    lines.getOrDefault("user", "unknown"),
                    lines.getOrDefault("address", "address unknown"),
                    new ProcessId(number(lines, "pid"), number(lines, "ticks")),
                    Instant.parse(lines.getOrDefault("since", "")));
            return new LeaseEntry(
                    term,
                    holder,
                    lines.getOrDefault("line", ""),
                    Duration.ofMillis(number(lines, "patience_ms")),
                    lines.getOrDefault("state", "").equals("free"),
                    !lines.getOrDefault("data", "").equals("ours"),
                    number(lines, "beat"));
        } catch (NumberFormatException | DateTimeException e) {
            LeaseHolder unknown = new LeaseHolder(
                    "", "an unknown host", "", "unknown", "address unknown", new ProcessId(0, -1), Instant.EPOCH);
            return new LeaseEntry(term, unknown, "", Duration.ofSeconds(90), false, true, 0);
        }
    }

    /** Of one length for one holder, so that it is overwritten in place. */
    String text() {
        return String.join(
                "\n",
                "id=" + holder.id(),
                "line=" + line,
                "host=" + holder.host(),
                "machine=" + holder.machine(),
                "user=" + holder.user(),
                "address=" + holder.address(),
                "pid=" + holder.process().pid(),
                "ticks=" + holder.process().ticks(),
                "since=" + holder.since(),
                "patience_ms=" + patience.toMillis(),
                "state=" + (free ? "free" : "held"),
                "data=" + (copyFirst ? "copy" : "ours"),
                "beat=%012d".formatted(beat),
                "");
    }

    /** Whether nobody holds the data any more, for certain. */
    boolean isOver(String thisMachine) {
        return free || (holder.isOn(thisMachine) && !holder.process().isAlive());
    }

    LeaseEntry beating() {
        return new LeaseEntry(term, holder, line, patience, free, copyFirst, beat + 1);
    }

    LeaseEntry freed() {
        return new LeaseEntry(term, holder, line, patience, true, copyFirst, beat + 1);
    }

    LeaseEntry copied() {
        return new LeaseEntry(term, holder, line, patience, free, false, beat + 1);
    }

    private static long number(Map<String, String> lines, String name) {
        return Long.parseLong(lines.getOrDefault(name, ""));
    }
}
