package org.blackfish.cli;

import java.util.Map;

/**
 * What we write to and read from; the launcher knows it and tells by system properties, since Java 21 cannot ask.
 *
 * @param output whether standard output is a terminal
 * @param errors whether standard error is one, so that progress may be drawn there
 * @param input whether a person can be asked
 * @param columns its width
 */
record Terminal(boolean output, boolean errors, boolean input, int columns, boolean colours) {
    static final Terminal NONE = new Terminal(false, false, false, Integer.MAX_VALUE, false);

    static Terminal ofThisProcess(Map<String, String> environment) {
        boolean output = Boolean.getBoolean("blackfish.out");
        String noColour = environment.getOrDefault("NO_COLOR", "");
        boolean plain = !noColour.isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Terminal(
                output,
                Boolean.getBoolean("blackfish.err"),
                Boolean.getBoolean("blackfish.in"),
                output ? Integer.getInteger("blackfish.columns", 80) : Integer.MAX_VALUE,
                output && !plain);
    }
}
