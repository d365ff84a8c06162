package org.blackfish.cli;

/** Text without what a terminal would obey: names of services and words of engines are other people's. */
final class Plain {
    private Plain() {}

    /** Keeps line breaks and tabs, and the joiners that scripts and emoji need; a carriage return ends a line. */
    static String text(String text) {
        return text.replaceAll("\\r\\n?", "\n")
                .codePoints()
                .map(point -> point == '\n' || point == '\t' || !isObeyed(point) ? point : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** For one cell or one sentence: on one line. */
    static String line(String text) {
        return text(text).replaceAll("[\\n\\t\\u2028\\u2029]+", " ").strip();
    }

    /** Controls, halves of characters, and what turns the direction of all that follows. */
    private static boolean isObeyed(int point) {
        int type = Character.getType(point);
        boolean turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return turns || type == Character.CONTROL || type == Character.SURROGATE;
    }
}
