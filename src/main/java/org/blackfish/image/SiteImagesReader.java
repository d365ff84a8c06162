package org.blackfish.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads {@code images.yaml}; pure, and every wrong entry is told with its name, value and remedy. */
final class SiteImagesReader {
    static final int LONGEST = 256 * 1024;
    private static final Set<String> PULL =
            Set.of("where", "scratch", "partition", "account", "cpus", "memory_gb", "minutes");

    private final List<String> problems = new ArrayList<>();

    private SiteImagesReader() {}

    static SiteImages read(String text) {
        return new SiteImagesReader().site(text);
    }

    private SiteImages site(String text) {
        Object root = root(text);
        if (root == null) {
            return new SiteImages(Map.of(), PullRules.BUILT_IN, List.copyOf(problems));
        }
        Map<String, @Nullable Object> members = map("images.yaml", root);
        known("images.yaml", members, Set.of("images", "pull"));
        Map<ImageUse, SiteImages.Pin> pins = new EnumMap<>(ImageUse.class);
        map("images", members.get("images")).forEach((key, value) -> pin(key, value, pins));
        PullRules rules = rules(map("pull", members.get("pull")));
        return new SiteImages(Map.copyOf(pins), rules, List.copyOf(problems));
    }

    private @Nullable Object root(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(10);
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException | StackOverflowError e) {
            String said = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            problems.add("This is not YAML that can be read: " + said + ".");
            return null;
        }
    }

    private Map<String, @Nullable Object> map(String name, @Nullable Object value) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
        } else if (value != null) {
            problems.add("The member " + name + " is no map; write names and values, one a line.");
        }
        return members;
    }

    private void known(String name, Map<String, ?> members, Set<String> names) {
        members.keySet().stream()
                .filter(key -> !names.contains(key))
                .forEach(key -> problems.add("There is no \"" + Shown.line(key, 60) + "\" in " + name + "; there are: "
                        + names.stream().sorted().collect(Collectors.joining(", ")) + "."));
    }

    private void pin(String key, @Nullable Object value, Map<ImageUse, SiteImages.Pin> pins) {
        Optional<ImageUse> use = ImageUse.of(key);
        if (use.isEmpty()) {
            problems.add("There is no use \"" + Shown.line(key, 60) + "\" of images; there are: "
                    + Stream.of(ImageUse.values()).map(ImageUse::key).collect(Collectors.joining(", ")) + ".");
            return;
        }
        try {
            Map<String, @Nullable Object> members =
                    value instanceof String text ? Map.of("image", text) : map("images." + key, value);
            known("images." + key, members, Set.of("image", "digest"));
            Object digest = members.get("digest");
            pins.put(
                    use.get(),
                    new SiteImages.Pin(
                            ImageRef.parse(String.valueOf(members.get("image"))),
                            Optional.ofNullable(digest).map(text -> new Digest(String.valueOf(text)))));
        } catch (InvalidInput e) {
            problems.add("images." + key + ": " + e.getMessage());
        }
    }

    private PullRules rules(Map<String, @Nullable Object> members) {
        known("pull", members, PULL);
        PullRules usual = PullRules.BUILT_IN;
        return new PullRules(
                value(members, "where", "head-node or slurm", PullSite::of).orElse(usual.site()),
                value(members, "scratch", "an absolute path", SiteImagesReader::absolute),
                value(members, "partition", "a partition's name", SiteImagesReader::word),
                value(members, "account", "an account's name", SiteImagesReader::word),
                whole(members, "cpus", 1, 256).orElse(usual.cpus()),
                whole(members, "memory_gb", 1, 4096).orElse(usual.memoryGb()),
                whole(members, "minutes", 5, 1440).orElse(usual.minutes()));
    }

    private Optional<Integer> whole(Map<String, @Nullable Object> members, String name, int least, int most) {
        return value(
                members,
                name,
                "a whole number from " + least + " to " + most,
                text -> text.matches("\\d{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                        ? Optional.of(Integer.valueOf(text))
                        : Optional.empty());
    }

    private <T> Optional<T> value(
            Map<String, @Nullable Object> members, String name, String wanted, Function<String, Optional<T>> parse) {
        Object value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> parsed = parse.apply(String.valueOf(value));
        if (parsed.isEmpty()) {
            problems.add(
                    "pull." + name + " is \"" + Shown.line(String.valueOf(value), 60) + "\"; give " + wanted + ".");
        }
        return parsed;
    }

    private static Optional<Path> absolute(String text) {
        return text.startsWith("/") && text.chars().noneMatch(Character::isISOControl)
                ? Optional.of(Path.of(text))
                : Optional.empty();
    }

    private static Optional<String> word(String text) {
        return text.matches("[\\w.+-]{1,100}") ? Optional.of(text) : Optional.empty();
    }
}
