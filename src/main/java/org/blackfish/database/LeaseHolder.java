package org.blackfish.database;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Who holds the data of a home: a process of a host, known by pid and start time, with a random id. */
record LeaseHolder(String id, String host, String boot, long pid, Instant started) {
    static LeaseHolder thisProcess(String id, String host, String boot) {
        ProcessHandle self = ProcessHandle.current();
        return new LeaseHolder(
                id, host, boot, self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Reads {@code name=value} lines; anything unreadable is a holder that nobody knows, never a free lease. */
    static LeaseHolder parse(String text) {
        Map<String, String> lines = text.lines()
                .filter(line -> line.contains("="))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> first));
        try {
            return new LeaseHolder(
                    lines.getOrDefault("id", ""),
                    lines.getOrDefault("host", "an unknown host"),
                    lines.getOrDefault("boot", ""),
                    Long.parseLong(lines.getOrDefault("pid", "0")),
                    Instant.parse(lines.getOrDefault("started", Instant.EPOCH.toString())));
        } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
            return new LeaseHolder("", "an unknown host", "", 0, Instant.EPOCH);
        }
    }

    String text() {
        return "id=" + id + "\nhost=" + host + "\nboot=" + boot + "\npid=" + pid + "\nstarted=" + started + "\n";
    }

    /** Whether this holder ran in this boot of this machine and is certainly gone: no such process, or a younger one of its pid. */
    boolean isGoneFrom(String thisBoot) {
        return boot.equals(thisBoot)
                && pid > 0
                && ProcessHandle.of(pid)
                        .map(process ->
                                !process.info().startInstant().orElse(started).equals(started))
                        .orElse(true);
    }
}
