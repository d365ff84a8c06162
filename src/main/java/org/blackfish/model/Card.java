package org.blackfish.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The front matter of a repository's {@code README.md}: its simple lines; pure. */
record Card(List<String> lines) {
    private static final String FENCE = "---";
    private static final int LONGEST = 100;

    static Card of(String readme) {
        List<String> lines = readme.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            return new Card(List.of());
        }
        return new Card(lines.stream()
                .skip(1)
                .takeWhile(line -> !line.strip().equals(FENCE))
                .toList());
    }

    /** The licence's short name; for {@code other} the name that the card gives beside it. */
    Optional<String> license() {
        Optional<String> license = value("license");
        return license.filter(name -> name.equals("other"))
                .flatMap(name -> value("license_name"))
                .or(() -> license);
    }

    Optional<String> task() {
        return value("pipeline_tag").filter(tag -> tag.matches("[a-z0-9-]{1,60}"));
    }

    private Optional<String> value(String name) {
        Pattern line = Pattern.compile(name + ":\\s*[\"']?([^\"'#]*?)[\"']?\\s*(#.*)?");
        return lines.stream()
                .map(line::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).strip())
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
                .findFirst();
    }
}
