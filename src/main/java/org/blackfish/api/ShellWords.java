package org.blackfish.api;

import java.util.ArrayList;
import java.util.List;
import org.blackfish.problem.InvalidInput;

/** Splits one line of shell-quoted text into words, as existing clients send engine arguments. */
final class ShellWords {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /** Quotes and backslashes as POSIX has them, nothing expanded; {@link InvalidInput} for an open quote. */
    static List<String> split(String field, String line) {
        ShellWords shell = new ShellWords(line);
        if (!shell.read()) {
            throw new InvalidInput(
                    field, "The text of " + field + " has a quote or backslash that is not closed; close it.");
        }
        return List.copyOf(shell.words);
    }

    private boolean read() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (Character.isWhitespace(c)) {
                end();
            } else {
                inWord = true;
                if (!take(c)) {
                    return false;
                }
            }
        }
        end();
        return true;
    }

    private boolean take(char c) {
        return switch (c) {
            case '\'' -> single();
            case '"' -> quoted();
            case '\\' -> escaped();
            default -> {
                word.append(c);
                yield true;
            }
        };
    }

    private boolean single() {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            return false;
        }
        word.append(line, at, end);
        at = end + 1;
        return true;
    }

    private boolean quoted() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return true;
            }
            boolean escapes = c == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
            word.append(escapes ? line.charAt(at++) : c);
        }
        return false;
    }

    private boolean escaped() {
        if (at == line.length()) {
            return false;
        }
        word.append(line.charAt(at++));
        return true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
