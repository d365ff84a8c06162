package org.blackfish.model;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a snapshot are the weights that are run.
 *
 * @param first path of the (first) GGUF file below the snapshot; empty for other formats
 * @param bytes their sum
 * @param defect what is missing, null when all are there
 */
record Weights(
        Format format, String first, long bytes, @Nullable String defect) {
    private static final double BYTES_OF_A_GB = 1e9;
    private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})(\\.[a-z]+)");
    private static final Pattern CANONICAL =
            Pattern.compile("(model|pytorch_model)(-\\d{5}-of-\\d{5})?\\.(safetensors|bin)");
    private static final Pattern TRAINING = Pattern.compile("(training_args|optimizer|scheduler|rng_state).*");
    /** Companions of a GGUF model that no engine can run by themselves. */
    private static final Pattern COMPANION = Pattern.compile(".*(mmproj|imatrix).*", Pattern.CASE_INSENSITIVE);

    /**
     * Safetensors at the top make it a Hugging Face model; else the smallest complete GGUF (ties by path) with all its
     * shards; else safetensors in folders; else {@code .bin}, {@code .pth} or {@code .pt}. Copies of the same weights
     * under a second name, and training state, are not counted.
     */
    static Weights of(List<WeightFile> files) {
        List<WeightFile> safetensors = ending(files, ".safetensors");
        List<WeightFile> top =
                canonical(safetensors.stream().filter(WeightFile::atTop).toList());
        if (!top.isEmpty()) {
            return sum(Format.SAFETENSORS, top);
        }
        List<WeightFile> ggufs = ending(files, ".gguf").stream()
                .filter(file -> !COMPANION.matcher(file.name()).matches())
                .toList();
        if (!ggufs.isEmpty()) {
            return smallest(ggufs);
        }
        if (!safetensors.isEmpty()) {
            return sum(Format.SAFETENSORS, safetensors);
        }
        List<WeightFile> others = canonical(files.stream()
                .filter(file -> file.name().matches(".*\\.(bin|pth|pt)"))
                .filter(file -> !TRAINING.matcher(file.name()).matches())
                .toList());
        return others.isEmpty() ? new Weights(Format.OTHER, "", 0, "it holds no weights") : sum(Format.OTHER, others);
    }

    /** The name before the shard number of a split file, else before the ending. */
    static String stem(String path) {
        Matcher shard = SHARD.matcher(path);
        return shard.matches() ? shard.group(1) : path.substring(0, path.lastIndexOf('.'));
    }

    private static Weights smallest(List<WeightFile> ggufs) {
        return sets(ggufs).values().stream()
                .map(set -> sum(Format.GGUF, set))
                .min(Comparator.<Weights>comparingInt(weights -> weights.defect() == null ? 0 : 1)
                        .thenComparingLong(Weights::bytes)
                        .thenComparing(Weights::first))
                .orElseThrow();
    }

    private static Weights sum(Format format, List<WeightFile> files) {
        List<WeightFile> ordered =
                files.stream().sorted(Comparator.comparing(WeightFile::path)).toList();
        String first = format == Format.GGUF ? ordered.getFirst().path() : "";
        Set<Object> once = new HashSet<>();
        long bytes = ordered.stream()
                .filter(file -> file.identity() == null || once.add(file.identity()))
                .mapToLong(WeightFile::size)
                .sum();
        return new Weights(format, first, bytes, defect(ordered));
    }

    /** The model that these weights are, in a snapshot or a folder of lone files. */
    Model model(String repo, @Nullable String revision, Path folder, Path bindRoot, Place place) {
        return new Model(repo, revision, folder.resolve(first), bindRoot, bytes / BYTES_OF_A_GB, place, format, defect);
    }

    private static @Nullable String defect(List<WeightFile> files) {
        for (WeightFile file : files) {
            if (!file.present()) {
                return file.closed() ? Defect.closed(file.path()) : Defect.missing(file.path());
            }
        }
        for (Map.Entry<String, List<WeightFile>> set : sets(files).entrySet()) {
            Matcher shard = SHARD.matcher(set.getValue().getFirst().path());
            if (shard.matches() && set.getValue().size() < Integer.parseInt(shard.group(3))) {
                return "only " + set.getValue().size() + " of the " + Integer.parseInt(shard.group(3)) + " parts of "
                        + shard.group(1) + shard.group(4) + " are there";
            }
        }
        return null;
    }

    /** Files by the set they are shards of; a whole file is a set of its own. */
    static Map<String, List<WeightFile>> sets(List<WeightFile> files) {
        return files.stream()
                .collect(Collectors.groupingBy(file -> set(file.path()), TreeMap::new, Collectors.toList()));
    }

    private static String set(String path) {
        Matcher shard = SHARD.matcher(path);
        return shard.matches() ? shard.group(1) + "-of-" + shard.group(3) : path;
    }

    private static List<WeightFile> ending(List<WeightFile> files, String ending) {
        return files.stream().filter(file -> file.name().endsWith(ending)).toList();
    }

    private static List<WeightFile> canonical(List<WeightFile> files) {
        List<WeightFile> canonical = files.stream()
                .filter(file -> CANONICAL.matcher(file.name()).matches())
                .toList();
        if (!canonical.isEmpty()) {
            return canonical;
        }
        List<WeightFile> usual = files.stream()
                .filter(file -> !file.name().startsWith("consolidated"))
                .toList();
        return usual.isEmpty() ? files : usual;
    }
}
