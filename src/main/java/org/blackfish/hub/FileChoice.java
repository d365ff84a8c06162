package org.blackfish.hub;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;

/**
 * Which files of a repository are fetched; pure.
 *
 * @param word {@code whole} for all, {@code run} for what an engine needs, else the name of one GGUF file, whose further
 *     parts come with it
 */
public record FileChoice(String word) {
    /** Every file, as {@code snapshot_download} does. */
    public static final FileChoice WHOLE = new FileChoice("whole");

    /** One form of the weights (safetensors, else one GGUF) and everything small. */
    public static final FileChoice RUN = new FileChoice("run");

    private static final Pattern PART = Pattern.compile("(.+)-\\d{5}-of-\\d{5}\\.gguf");
    private static final Pattern OTHER_WEIGHTS =
            Pattern.compile(".*\\.(bin|pth|pt|ckpt|h5|msgpack|ot|onnx|onnx_data|tflite|mlmodel|npz|gguf|llamafile)$");
    private static final Pattern ORIGINAL = Pattern.compile("(original|onnx|coreml|openvino|metal)/.*");
    private static final List<String> USUAL = List.of("q4_k_m", "q4_k_s", "q4_0", "q4_1", "q5_k_m", "q8_0");

    public FileChoice {
        if (word.isBlank() || word.length() > 500 || word.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(
                    "files",
                    "The files \"" + Shown.line(word, 100)
                            + "\" are none; give whole, run, or the name of a GGUF file.");
        }
    }

    /** The files to fetch of those there are, in their order. */
    List<HubFile> of(List<HubFile> all) {
        if (word.equals("whole")) {
            return all;
        }
        if (!word.equals("run")) {
            return gguf(all, stem(word));
        }
        if (all.stream().anyMatch(file -> file.path().endsWith(".safetensors"))) {
            boolean models = all.stream().anyMatch(file -> isModel(file.path()));
            return all.stream()
                    .filter(file -> !file.isLarge() || isSafetensors(file.path(), models))
                    .toList();
        }
        return usual(all).map(stem -> gguf(all, stem)).orElse(all);
    }

    /** The GGUF models of a repository, each with the bytes of all its parts, to choose from. */
    public static Map<String, Long> ggufs(List<HubFile> all) {
        return all.stream()
                .filter(file -> file.path().endsWith(".gguf") && !isProjector(file.path()))
                .collect(Collectors.toMap(file -> stem(file.path()), HubFile::size, Long::sum, TreeMap::new));
    }

    private static boolean isSafetensors(String path, boolean models) {
        boolean twice = models && name(path).startsWith("consolidated");
        return !OTHER_WEIGHTS.matcher(path.toLowerCase(Locale.ROOT)).matches()
                && !ORIGINAL.matcher(path).matches()
                && !twice;
    }

    private static boolean isModel(String path) {
        return name(path).startsWith("model") && path.endsWith(".safetensors");
    }

    private static Optional<String> usual(List<HubFile> all) {
        Map<String, Long> ggufs = ggufs(all);
        return USUAL.stream()
                .flatMap(kind -> ggufs.keySet().stream()
                        .filter(stem -> stem.toLowerCase(Locale.ROOT).contains(kind)))
                .findFirst()
                .or(() -> ggufs.entrySet().stream()
                        .min(Comparator.comparingLong(Map.Entry::getValue))
                        .map(Map.Entry::getKey));
    }

    private static List<HubFile> gguf(List<HubFile> all, String stem) {
        Map<String, Long> ggufs = ggufs(all);
        if (!ggufs.containsKey(stem)) {
            throw new InvalidInput(
                    "files",
                    "There is no GGUF file \"" + Shown.line(stem, 100) + "\" in this repository; "
                            + (ggufs.isEmpty()
                                    ? "it has none at all: give run or whole."
                                    : "it has " + String.join(", ", ggufs.keySet()) + "."));
        }
        return all.stream()
                .filter(file ->
                        file.path().endsWith(".gguf") ? stem(file.path()).equals(stem) : !file.isLarge())
                .toList();
    }

    /** Part of a model that sees pictures; no model of its own. */
    private static boolean isProjector(String path) {
        return name(path).toLowerCase(Locale.ROOT).startsWith("mmproj");
    }

    private static String stem(String path) {
        Matcher part = PART.matcher(path);
        return part.matches() ? part.group(1) + ".gguf" : path;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
