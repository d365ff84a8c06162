package org.blackfish.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an INI text, changed one by one so that comments, order and what we do not know stay as they are. Lines
 * are told apart as {@link IniFile} does it; the text must be one that it can read.
 */
final class IniText {
    private final List<Line> lines;

    private IniText(List<Line> lines) {
        this.lines = lines;
    }

    /** One line; {@code section} is the one it stands in, {@code key} null for headers, comments and empty lines. */
    private record Line(
            IniLine line,
            @Nullable String section,
            @Nullable String key) {
        boolean isHeader() {
            return line.kind() == IniLine.Kind.HEADER;
        }

        boolean isContinuation() {
            return line.kind() == IniLine.Kind.CONTINUATION;
        }
    }

    static IniText of(String text) {
        List<Line> lines = new ArrayList<>();
        String section = null;
        String key = null;
        for (IniLine line : IniLine.of(text)) {
            switch (line.kind()) {
                case HEADER -> {
                    section = line.title();
                    key = null;
                }
                case OPTION -> key = line.key();
                case CONTINUATION, EMPTY, COMMENT -> {}
            }
            boolean ofAKey = line.kind() == IniLine.Kind.OPTION || line.kind() == IniLine.Kind.CONTINUATION;
            lines.add(new Line(line, section, ofAKey ? key : null));
        }
        return new IniText(lines);
    }

    /** A new section at the end, an empty line before it. */
    IniText append(String section) {
        String text = toString();
        String gap = text.isBlank() ? "" : text.endsWith("\n\n") ? "" : "\n";
        return of(text + gap + section);
    }

    /** The key's value in that section: in the place of its line, or below the section's last key; as far indented. */
    IniText with(String section, String key, String value) {
        List<Line> changed = new ArrayList<>(lines);
        int first = -1;
        int last = -1;
        String indent = "";
        for (int i = 0; i < changed.size(); i++) {
            Line line = changed.get(i);
            if (section.equals(line.section()) && (line.isHeader() || line.key() != null)) {
                last = i;
                // What is indented deeper than the key above it would be read as more of its value.
                indent = first >= 0 || line.isContinuation()
                        ? indent
                        : line.line().indent();
                first = key.equals(line.key()) && first < 0 ? i : first;
            }
        }
        String text = indent + key + " = " + value.replace("%", "%%");
        Line fresh = new Line(new IniLine(text, IniLine.Kind.OPTION), section, key);
        if (first < 0) {
            changed.add(last + 1, fresh);
            return new IniText(changed);
        }
        changed.removeIf(line -> section.equals(line.section()) && key.equals(line.key()));
        // Nothing before the first of them was taken away.
        changed.add(first, fresh);
        return new IniText(changed);
    }

    IniText without(String section, Set<String> keys) {
        return new IniText(lines.stream()
                .filter(line -> line.key() == null || !section.equals(line.section()) || !keys.contains(line.key()))
                .toList());
    }

    /** Without the section's header and keys; its comments stay, since nobody can tell what they are about. */
    IniText without(String section) {
        return new IniText(lines.stream()
                .filter(line -> !section.equals(line.section()) || (line.key() == null && !line.isHeader()))
                .toList());
    }

    IniText renamed(String section, String name) {
        List<Line> changed = new ArrayList<>();
        for (Line line : lines) {
            boolean ours = section.equals(line.section());
            IniLine text =
                    ours && line.isHeader() ? new IniLine(line.line().renamed(name), IniLine.Kind.HEADER) : line.line();
            changed.add(ours ? new Line(text, name, line.key()) : line);
        }
        return new IniText(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.line().text()).append('\n'));
        return text.toString();
    }
}
