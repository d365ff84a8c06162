package org.blackfish.profile;

import java.time.Duration;
import java.util.Optional;
import org.blackfish.problem.ProblemException;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;

/** What this account may store on a disk, in bytes. */
public record Quota(long used, long limit) {
    private static final int BLOCK = 1024;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** That of a disk; empty where there is none, or nobody to tell. */
    public static Optional<Quota> look(Host host, String disk) {
        try {
            return parse(host.run(Command.of(DEADLINE, "quota", "-w", "-p")).stdout(), disk);
        } catch (ProblemException unknown) {
            return Optional.empty();
        }
    }

    /** From {@code quota -w -p}; empty where the disk has none for us. */
    public static Optional<Quota> parse(String printed, String disk) {
        return printed.lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length >= 4 && fields[0].equals(disk))
                .filter(fields -> fields[1].matches("\\d{1,15}\\*?") && fields[3].matches("\\d{1,15}"))
                .map(fields -> new Quota(
                        Long.parseLong(fields[1].replace("*", "")) * BLOCK, Long.parseLong(fields[3]) * BLOCK))
                .filter(quota -> quota.limit() > 0)
                .findFirst();
    }
}
