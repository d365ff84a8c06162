package org.blackfish.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of an INI text and what Python's {@code ConfigParser} takes it for. */
record IniLine(String text, Kind kind) {
    enum Kind {
        EMPTY,
        COMMENT,
        HEADER,
        OPTION,
        /** Goes on with the value above it, since it is indented deeper than its key. */
        CONTINUATION
    }

    /** All lines of a text; whether they can be read is not asked here. */
    static List<IniLine> of(String text) {
        List<IniLine> lines = new ArrayList<>();
        int indent = Integer.MAX_VALUE;
        for (String line : text.lines().toList()) {
            Kind kind = kind(line, indent);
            lines.add(new IniLine(line, kind));
            if (kind == Kind.HEADER) {
                indent = Integer.MAX_VALUE;
            } else if (kind == Kind.OPTION) {
                indent = indent(line).length();
            }
        }
        return lines;
    }

    /** {@code indent} is that of the key whose value may go on. */
    private static Kind kind(String line, int indent) {
        String content = line.strip();
        if (content.isEmpty()) {
            return Kind.EMPTY;
        }
        if (content.startsWith("#") || content.startsWith(";")) {
            return Kind.COMMENT;
        }
        if (indent(line).length() > indent) {
            return Kind.CONTINUATION;
        }
        return content.startsWith("[") && content.lastIndexOf(']') > 1 ? Kind.HEADER : Kind.OPTION;
    }

    String content() {
        return text.strip();
    }

    /** What stands before the content. */
    String indent() {
        return indent(text);
    }

    /** Of a header: the name of its section. */
    String title() {
        return text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
    }

    /** Of an option: its name without case. */
    String key() {
        return content().split("[=:]", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The same header with another name; what stands around it stays. */
    String renamed(String title) {
        return text.substring(0, text.indexOf('[') + 1) + title + text.substring(text.lastIndexOf(']'));
    }

    private static String indent(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
