package org.blackfish.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * The sections of an INI text as Python's {@code ConfigParser} reads them: {@code =} or {@code :}, comment lines with
 * {@code #} or {@code ;}, continuation lines, keys without case, {@code [DEFAULT]} inherited, {@code %%} and
 * {@code %(key)s} in values.
 */
final class IniFile {
    private static final String INHERITED = "DEFAULT";
    private static final int DEEPEST = 10;

    private final String name;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private @Nullable Map<String, String> section;
    private @Nullable String key;

    private IniFile(String name) {
        this.name = name;
    }

    /** Reads the text; {@code name} is the file's name for sentences. Throws {@link InvalidInput} with the line. */
    static IniFile parse(String name, String text) {
        IniFile file = new IniFile(name);
        List<IniLine> lines = IniLine.of(text);
        for (int i = 0; i < lines.size(); i++) {
            file.line(i + 1, lines.get(i));
        }
        file.sections.values().forEach(one -> one.replaceAll((key, value) -> value.stripTrailing()));
        return file;
    }

    /** The names of the sections in file order, without {@code DEFAULT}. */
    List<String> sections() {
        return sections.keySet().stream().filter(one -> !one.equals(INHERITED)).toList();
    }

    /** The value with its references resolved, or null when neither the section nor {@code DEFAULT} has the key. */
    @Nullable
    String value(String sectionName, String wanted) {
        String raw = raw(sectionName, wanted);
        return raw == null ? null : resolve(sectionName, wanted, raw, 0);
    }

    private void line(int number, IniLine line) {
        switch (line.kind()) {
            case COMMENT -> {}
            case EMPTY, CONTINUATION -> goOn(line.content());
            case HEADER -> open(number, line.title());
            case OPTION -> assign(number, line.content());
        }
    }

    /** An empty line stands inside a value when more of it follows. */
    private void goOn(String text) {
        if (section != null && key != null) {
            section.merge(key, text, (before, more) -> before + "\n" + more);
        }
    }

    private void open(int number, String title) {
        if (sections.containsKey(title) && !title.equals(INHERITED)) {
            throw wrong(number, "the section [" + title + "] is there twice; remove one of them");
        }
        section = sections.computeIfAbsent(title, fresh -> new LinkedHashMap<>());
        key = null;
    }

    private void assign(int number, String text) {
        if (section == null) {
            throw wrong(number, "\"" + text + "\" stands before any [section]; put the profile's name above it");
        }
        int at = separator(text);
        if (at <= 0) {
            throw wrong(number, "\"" + text + "\" is neither [section] nor key = value");
        }
        String option = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
        if (section.putIfAbsent(option, text.substring(at + 1).strip()) != null) {
            throw wrong(number, "the key " + option + " is there twice in its section; remove one of them");
        }
        key = option;
    }

    private static int separator(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    }

    private @Nullable String raw(String sectionName, String wanted) {
        String own = sections.getOrDefault(sectionName, Map.of()).get(wanted);
        return own != null ? own : sections.getOrDefault(INHERITED, Map.of()).get(wanted);
    }

    private String resolve(String sectionName, String option, String raw, int depth) {
        StringBuilder value = new StringBuilder();
        int from = 0;
        for (int at = raw.indexOf('%'); at >= 0; at = raw.indexOf('%', from)) {
            value.append(raw, from, at);
            if (raw.startsWith("%%", at)) {
                value.append('%');
                from = at + 2;
            } else {
                int end = raw.indexOf(")s", at);
                String other = raw.startsWith("%(", at) && end > 0 ? raw.substring(at + 2, end) : "";
                String found = raw(sectionName, other.toLowerCase(Locale.ROOT));
                if (found == null || depth >= DEEPEST) {
                    throw wrongValue(sectionName, option, raw);
                }
                value.append(resolve(sectionName, other, found, depth + 1));
                from = end + 2;
            }
        }
        return value.append(raw, from, raw.length()).toString();
    }

    private InvalidInput wrongValue(String sectionName, String option, String raw) {
        return new InvalidInput(
                "profiles.cfg",
                option + " of [" + sectionName + "] in " + name + " is \"" + raw
                        + "\"; write a percent sign as %%, or name a key of the section as %(key)s.");
    }

    private InvalidInput wrong(int number, String what) {
        return new InvalidInput("profiles.cfg", "Line " + number + " of " + name + ": " + what + ".");
    }
}
