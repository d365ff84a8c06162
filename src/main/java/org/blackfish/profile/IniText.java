package org.blackfish.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            String text, @Nullable String section, @Nullable String key, boolean header) {}

    static IniText of(String text) {
        List<Line> lines = new ArrayList<>();
        String section = null;
        String key = null;
        for (String line : text.lines().toList()) {
            String content = line.strip();
            if (content.isEmpty()) {
                key = null;
            }
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                lines.add(new Line(line, section, null, false));
            } else if (key != null && Character.isWhitespace(line.charAt(0))) {
                lines.add(new Line(line, section, key, false));
            } else if (content.startsWith("[") && content.indexOf(']') > 0) {
                section = content.substring(1, content.lastIndexOf(']'));
                key = null;
                lines.add(new Line(line, section, null, true));
            } else {
                key = key(content);
                lines.add(new Line(line, section, key, false));
            }
        }
        return new IniText(lines);
    }

    private static String key(String content) {
        return content.split("[=:]", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** A new section at the end, an empty line before it. */
    IniText append(String section) {
        String text = toString();
        String gap = text.isBlank() ? "" : text.endsWith("\n\n") ? "" : "\n";
        return of(text + gap + section);
    }

    /** The key's value in that section: in the place of its line, or below the section's last key. */
    IniText with(String section, String key, String value) {
        List<Line> changed = new ArrayList<>(lines);
        int first = -1;
        int last = -1;
        for (int i = 0; i < changed.size(); i++) {
            Line line = changed.get(i);
            if (section.equals(line.section()) && (line.header() || line.key() != null)) {
                last = i;
                first = key.equals(line.key()) && first < 0 ? i : first;
            }
        }
        Line fresh = new Line(key + " = " + value.replace("%", "%%"), section, key, false);
        if (first < 0) {
            changed.add(last + 1, fresh);
            return new IniText(changed);
        }
        changed.set(first, fresh);
        changed.removeIf(line -> !line.equals(fresh) && section.equals(line.section()) && key.equals(line.key()));
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
                .filter(line -> !section.equals(line.section()) || (line.key() == null && !line.header()))
                .toList());
    }

    IniText renamed(String section, String name) {
        List<Line> changed = new ArrayList<>();
        for (Line line : lines) {
            boolean ours = section.equals(line.section());
            String text = ours && line.header() ? "[" + name + "]" : line.text();
            changed.add(ours ? new Line(text, name, line.key(), line.header()) : line);
        }
        return new IniText(changed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }
}
