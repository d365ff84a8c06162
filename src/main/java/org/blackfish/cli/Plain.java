package org.blackfish.cli;

/** Text without what a terminal would obey: names of services and words of engines are other people's. */
final class Plain {
    private Plain() {}

    /** Keeps line breaks and tabs. */
    static String text(String text) {
        return text.codePoints()
                .map(point -> point == '\n' || point == '\t' || !isControl(point) ? point : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** For one cell or one sentence: on one line. */
    static String line(String text) {
        return text(text).replaceAll("[\\n\\t\\u2028\\u2029]+", " ").strip();
    }

    private static boolean isControl(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
