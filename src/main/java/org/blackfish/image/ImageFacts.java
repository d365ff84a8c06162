package org.blackfish.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pull found out about the file that it made, before it gave it its name. */
record ImageFacts(String sha256, long size) {
    private static final Pattern FORM = Pattern.compile("sha256 ([0-9a-f]{64})\nsize (\\d{1,18})\\s*");

    static Optional<ImageFacts> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ImageFacts(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
