package org.blackfish.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a container from a model's files: that this account may not read them, or that they lie outside of what is
 * bound into it.
 */
final class Reach {
    /** What engines open; beside it people keep notes, and programs what they need to go on training. */
    private static final Pattern OPENED = Pattern.compile(
            ".*\\.(gguf|safetensors|json|jinja|model|tiktoken|py)|pytorch_model.*\\.bin|(vocab|merges)\\.txt");

    private Reach() {}

    /** The model, with the first such file as its defect. Looked at when it is to run, since each file is opened. */
    static Model checked(Host host, Model model) {
        Path folder = model.format() == Format.GGUF ? model.file().resolveSibling("") : model.file();
        List<Entry> files = host.list(folder).stream()
                .filter(entry -> (entry.isFile() || entry.isClosed()) && isRead(model, entry))
                .toList();
        return model.lacking(closed(host, files)).lacking(out(host, model, files));
    }

    private static @Nullable String closed(Host host, List<Entry> files) {
        List<Path> paths = files.stream()
                .map(Entry::path)
                .filter(path ->
                        OPENED.matcher(String.valueOf(path.getFileName())).matches())
                .toList();
        Map<Path, byte[]> read = host.readAll(paths, 1);
        return paths.stream()
                .filter(path -> !read.containsKey(path))
                .findFirst()
                .map(path -> Defect.closed(String.valueOf(path.getFileName())))
                .orElse(null);
    }

    private static @Nullable String out(Host host, Model model, List<Entry> files) {
        List<Path> ways = new ArrayList<>(List.of(model.bindRoot(), model.file()));
        files.stream().filter(Entry::symlink).map(Entry::path).forEach(ways::add);
        Map<Path, Path> real = host.realPaths(ways);
        Path bound = model.bindRoot();
        Path root = real.getOrDefault(bound, bound);
        Optional<Map.Entry<Path, Path>> out = real.entrySet().stream()
                .filter(way -> !way.getValue().startsWith(root))
                .min(Map.Entry.comparingByKey());
        return out.map(way -> name(model, way.getKey()) + " leads to " + way.getValue() + ", which is outside of "
                        + bound + " and so out of the container's sight")
                .orElse(null);
    }

    private static String name(Model model, Path way) {
        return way.equals(model.file()) && model.format() != Format.GGUF
                ? "its folder"
                : String.valueOf(way.getFileName());
    }

    private static boolean isRead(Model model, Entry entry) {
        String name = entry.name();
        return model.format() == Format.GGUF
                ? name.endsWith(".gguf")
                        && Weights.stem(name)
                                .equals(Weights.stem(String.valueOf(model.file().getFileName())))
                : !name.endsWith(".md");
    }
}
