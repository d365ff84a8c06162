package org.blackfish.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.problem.UnknownItem;

/** A folder tree by one run of GNU {@code find}: owners, modes and links of thousands of files in one answer. */
public final class FindCommand {
    private static final String FORM = "%y\\t%Y\\t%m\\t%u\\t%g\\t%s\\t%T@\\t%p\\0%l\\0";
    private static final Pattern CLOSED = Pattern.compile("find: '(.*)': Permission denied");
    private static final int STOPPED = 124;
    private static final int FIELDS = 8;
    private static final int LONGEST = 15 * 1024 * 1024;

    private FindCommand() {}

    /**
     * What there is in a folder, the folder itself first.
     *
     * @param closed folders that this account may not look into
     * @param whole false when the time was over or the answer too long
     */
    public record Tree(List<Found> found, List<Path> closed, boolean whole) {}

    /**
     * Looks for at most {@code longest}; what was found until then is the answer. {@link UnknownItem} when there is no
     * such folder.
     */
    public static Tree run(Host host, Path folder, int depth, boolean followLinks, Duration longest) {
        if (host.find(folder).filter(Entry::isFolder).isEmpty()) {
            throw new UnknownItem("folder", folder.toString(), folder + " is not a folder on " + host.name() + ".");
        }
        List<String> argv = List.of(
                "timeout",
                String.valueOf(longest.toSeconds()),
                "find",
                followLinks ? "-L" : "-H",
                folder.toString(),
                "-maxdepth",
                String.valueOf(depth),
                "-printf",
                FORM);
        Outcome outcome = host.run(new Command(argv, "", Map.of("LC_ALL", "C"), longest.plusSeconds(5)));
        boolean cut = outcome.stdout().length() > LONGEST || outcome.exit() == STOPPED;
        return new Tree(parse(outcome.stdout()), closed(outcome.stderr()), !cut);
    }

    private static List<Path> closed(String complaints) {
        return complaints
                .lines()
                .map(CLOSED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Path.of(matcher.group(1)))
                .toList();
    }

    static List<Found> parse(String printed) {
        List<Found> found = new ArrayList<>();
        int start = 0;
        for (int end = printed.indexOf('\0'); end >= 0; end = printed.indexOf('\0', start)) {
            int last = printed.indexOf('\0', end + 1);
            if (last < 0) {
                break;
            }
            entry(printed.substring(start, end), printed.substring(end + 1, last))
                    .ifPresent(found::add);
            start = last + 1;
        }
        return found;
    }

    private static Optional<Found> entry(String text, String link) {
        String[] fields = text.split("\t", FIELDS);
        if (fields.length < FIELDS || !fields[2].matches("[0-7]{1,4}") || !fields[5].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Found(
                Path.of(fields[7]),
                kind(fields[0]),
                fields[0].equals("l") ? link(fields[1], link) : Optional.empty(),
                Integer.parseInt(fields[2], 8),
                fields[3],
                fields[4],
                Long.parseLong(fields[5]),
                instant(fields[6])));
    }

    /** What find could not find out, for want of rights or with a file server away, is not missing. */
    private static Optional<Link> link(String end, String target) {
        return Optional.of(new Link(
                target,
                switch (end) {
                    case "N", "L" -> Link.End.MISSING;
                    case "?" -> Link.End.UNKNOWN;
                    default -> Link.End.THERE;
                }));
    }

    private static Found.Kind kind(String letter) {
        return switch (letter) {
            case "f" -> Found.Kind.FILE;
            case "d" -> Found.Kind.FOLDER;
            case "l" -> Found.Kind.LINK;
            default -> Found.Kind.OTHER;
        };
    }

    private static Instant instant(String seconds) {
        String whole = seconds.replaceFirst("\\..*", "");
        return whole.matches("-?\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(whole)) : Instant.EPOCH;
    }
}
