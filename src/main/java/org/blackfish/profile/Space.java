package org.blackfish.profile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.ProblemException;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;

/** Room on the disk of a folder, in bytes, and the disk's own name. */
public record Space(String disk, long total, long free) {
    private static final int FIELDS = 6;
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** That around a folder; empty when the disk does not tell. */
    public static Optional<Space> look(Host host, Path folder) {
        try {
            return parse(host.run(Command.of(DEADLINE, "df", "-P", "-B1", "--", folder.toString()))
                    .stdout());
        } catch (ProblemException unknown) {
            return Optional.empty();
        }
    }

    /** What files take of their disk, holes left out; without those that the disk does not tell of. */
    public static Map<Path, Long> taken(Host host, List<Path> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        List<String> argv = new ArrayList<>(List.of("stat", "--format=%b %B %n", "--"));
        files.forEach(file -> argv.add(file.toString()));
        Map<Path, Long> taken = new HashMap<>();
        try {
            for (String line : host.run(new Command(argv, "", Map.of(), DEADLINE))
                    .stdout()
                    .lines()
                    .toList()) {
                String[] fields = line.split(" ", 3);
                if (fields.length == 3 && fields[0].matches("\\d{1,15}") && fields[1].matches("\\d{1,4}")) {
                    taken.put(Path.of(fields[2]), Long.parseLong(fields[0]) * Long.parseLong(fields[1]));
                }
            }
        } catch (ProblemException unknown) {
            return Map.of();
        }
        return taken;
    }

    /** From {@code df -P -B1 FOLDER}. */
    public static Optional<Space> parse(String printed) {
        String[] lines = printed.strip().split("\n", -1);
        if (lines.length < 2) {
            return Optional.empty();
        }
        String[] fields = lines[1].strip().split("\\s+", FIELDS);
        boolean numbers = fields.length == FIELDS && fields[1].matches("\\d{1,18}") && fields[3].matches("\\d{1,18}");
        return numbers
                ? Optional.of(new Space(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[3])))
                : Optional.empty();
    }
}
