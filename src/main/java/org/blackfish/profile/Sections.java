package org.blackfish.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Profiles from the sections of {@code profiles.cfg}, and the text of a section from a profile. */
final class Sections {
    private static final List<String> KNOWN = List.of("slurm", "local");
    private static final List<String> TRUTHY = List.of("1", "true", "yes", "on");

    private final IniFile file;
    private final String fileName;

    Sections(IniFile file, String fileName) {
        this.file = file;
        this.fileName = fileName;
    }

    /** Every section that is a profile, in file order; {@link #problems()} says why the others are not. */
    List<Profile> all() {
        List<Profile> all = new ArrayList<>();
        for (String name : file.sections()) {
            try {
                all.add(profile(name));
            } catch (InvalidInput e) {
                // One broken section must not take the others away; problems() tells it.
            }
        }
        return all;
    }

    /** One sentence for every section that is no usable profile. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String name : file.sections()) {
            try {
                profile(name);
            } catch (InvalidInput e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    /** Whether there is no section at all, of whatever schema. */
    boolean isEmpty() {
        return file.sections().isEmpty();
    }

    boolean has(String name) {
        return file.sections().contains(name);
    }

    /**
     * Whether it has a schema, known or not, or a {@code type} that is one; other programs may keep sections of theirs in
     * the file, with types of theirs.
     */
    boolean isMeantAsProfile(String name) {
        return has(name) && (!optional(name, "schema", "").isBlank() || KNOWN.contains(optional(name, "type", "")));
    }

    /** The profile of one section; {@link InvalidInput} names the section, the key and the file. */
    Profile profile(String name) {
        boolean isDefault = TRUTHY.contains(optional(name, "default", "false").toLowerCase(Locale.ROOT));
        return switch (schema(name)) {
            case "slurm" -> {
                String host = required(name, "host");
                boolean here = host.equals("localhost");
                yield new SlurmProfile(
                        name,
                        host,
                        required(name, "user"),
                        path(name, "home_dir", here),
                        path(name, "cache_dir", here),
                        isDefault);
            }
            case "local" ->
                new LocalProfile(name, path(name, "home_dir", true), path(name, "cache_dir", true), isDefault);
            default ->
                throw wrong(
                        name,
                        "schema",
                        "has the schema \"" + schema(name) + "\"; only \"slurm\" and \"local\" are known");
        };
    }

    /** The section that ConfigParser and {@link IniFile} read back as this profile. */
    static String text(SlurmProfile profile) {
        return "[" + profile.name() + "]\n"
                + line("schema", "slurm")
                + line("host", profile.host())
                + line("user", profile.user())
                + line("home_dir", profile.homeDirectory().toString())
                + line("cache_dir", profile.cacheDirectory().toString())
                + line("default", String.valueOf(profile.isDefault()));
    }

    private static String line(String key, String value) {
        return key + " = " + value.replace("%", "%%") + "\n";
    }

    private String schema(String name) {
        return optional(name, "schema", optional(name, "type", ""));
    }

    private String optional(String name, String key, String fallback) {
        String value = file.value(name, key);
        return value == null ? fallback : value;
    }

    private String required(String name, String key) {
        @Nullable String value = file.value(name, key);
        if (value == null || value.isBlank()) {
            throw wrong(name, key, "has no " + key + "; add a line \"" + key + " = …\"");
        }
        return value;
    }

    private Path path(String name, String key, boolean here) {
        String value = required(name, key);
        String expanded = here && value.startsWith("~/") ? System.getProperty("user.home") + value.substring(1) : value;
        if (!expanded.startsWith("/") || expanded.chars().anyMatch(Character::isISOControl)) {
            throw wrong(name, key, "has the " + key + " \"" + value + "\"; give an absolute path");
        }
        return Path.of(expanded).normalize();
    }

    private InvalidInput wrong(String name, String key, String what) {
        return new InvalidInput(key, "The profile \"" + name + "\" in " + fileName + " " + what + ".");
    }
}
