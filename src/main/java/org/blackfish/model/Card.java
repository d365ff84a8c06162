package org.blackfish.model;

import java.util.List;
import java.util.Optional;

/** The front matter of a repository's {@code README.md}: its simple lines; pure. */
record Card(List<String> lines) {
    private static final String FENCE = "---";
    private static final int LONGEST = 100;
    private static final int LONGEST_LINE = 300;

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
        String field = name + ":";
        return lines.stream()
                .filter(line -> line.length() <= LONGEST_LINE && line.startsWith(field))
                .map(line -> plain(line.substring(field.length())))
                .filter(value -> !value.isEmpty() && value.length() <= LONGEST)
                .findFirst();
    }

    /** Without comment and quotes; empty for what is more than a simple word. */
    private static String plain(String written) {
        int comment = written.indexOf('#');
        String value = (comment < 0 ? written : written.substring(0, comment)).strip();
        if (!value.isEmpty() && isQuote(value.charAt(0))) {
            value = value.substring(1);
        }
        if (!value.isEmpty() && isQuote(value.charAt(value.length() - 1))) {
            value = value.substring(0, value.length() - 1);
        }
        return value.chars().anyMatch(Card::isQuote) ? "" : value.strip();
    }

    private static boolean isQuote(int letter) {
        return letter == '"' || letter == '\'';
    }
}
