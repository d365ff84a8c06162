package org.blackfish.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.problem.Shown;
import org.blackfish.problem.Upstream;
import org.jspecify.annotations.Nullable;

/** What partitions and nodes there are, by {@code sinfo}; pure. */
final class Sinfo {
    private static final String SEPARATOR = "\u001f";
    private static final Pattern LIMIT = Pattern.compile("(?:(\\d+)-)?(?:(\\d+):)?(\\d+):(\\d+)");

    private Sinfo() {}

    /** With {@code --exact}, so that nodes of different sizes are not told as the smallest. */
    static List<String> argv() {
        String format = String.join(SEPARATOR, "%P", "%l", "%D", "%c", "%m", "%G");
        return List.of("sinfo", "--noheader", "--exact", "--format=" + format);
    }

    /** {@link Upstream} when a line is none of {@code sinfo}'s. */
    static List<NodeGroup> read(String printed) {
        List<NodeGroup> groups = new ArrayList<>();
        for (String line : printed.lines().filter(one -> !one.isBlank()).toList()) {
            String[] words = line.split(SEPARATOR, -1);
            if (words.length != 6) {
                throw new Upstream(
                        "sinfo", 0, "sinfo answered a line that is none of its own: " + Shown.line(line, 200));
            }
            boolean isDefault = words[0].endsWith("*");
            groups.add(new NodeGroup(
                    isDefault ? words[0].substring(0, words[0].length() - 1) : words[0],
                    isDefault,
                    limit(words[1]),
                    (int) number(words[2]),
                    (int) number(words[3]),
                    number(words[4]),
                    words[5].equals("(null)") ? "" : words[5].strip(),
                    List.of()));
        }
        return groups;
    }

    private static long number(String word) {
        Matcher number = Pattern.compile("(\\d{1,15})\\+?").matcher(word.strip());
        if (!number.matches()) {
            throw new Upstream("sinfo", 0, "sinfo answered \"" + Shown.line(word, 200) + "\" instead of a number.");
        }
        return Long.parseLong(number.group(1));
    }

    /** Minutes and seconds, with hours and days before them where there are any; {@code infinite} is no limit. */
    static @Nullable Duration limit(String word) {
        Matcher limit = LIMIT.matcher(word.strip());
        if (!limit.matches()) {
            return null;
        }
        return Duration.ofDays(part(limit.group(1)))
                .plusHours(part(limit.group(2)))
                .plusMinutes(part(limit.group(3)))
                .plusSeconds(part(limit.group(4)));
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
