package org.blackfish.cluster;

import org.blackfish.problem.InvalidInput;

/** Text that goes into scripts and command lines: one line, printable, bounded. */
final class Checked {
    private Checked() {}

    /** The value itself, or a problem that names the field. */
    static String line(String field, String value, int most) {
        if (value.isBlank()) {
            throw new InvalidInput(field, "The " + field + " is empty; give it a value.");
        }
        if (value.length() > most) {
            throw new InvalidInput(
                    field,
                    "The " + field + " has " + value.length() + " characters; at most " + most + " are possible.");
        }
        return text(field, value);
    }

    /** As {@link #line}, but empty and of any length. */
    static String text(String field, String value) {
        if (value.codePoints().anyMatch(Checked::breaksLines)) {
            throw new InvalidInput(field, "The " + field + " holds a line break or control character; remove it.");
        }
        return value;
    }

    private static boolean breaksLines(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
