package org.blackfish.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** Files of a model that lie outside of what is bound into its container, which so would not find them. */
final class LinksOut {
    private LinksOut() {}

    /** The model, with the first such file as its defect. Looked at when it is to run, since each link is followed. */
    static Model checked(Host host, Model model) {
        List<Path> links = new ArrayList<>(
                host.list(model.format() == Format.GGUF ? model.file().resolveSibling("") : model.file()).stream()
                        .filter(entry -> entry.symlink() && entry.isFile() && isRead(model, entry))
                        .map(Entry::path)
                        .toList());
        if (links.isEmpty()) {
            return model;
        }
        links.add(model.bindRoot());
        return model.lacking(defect(model.bindRoot(), host.realPaths(links)));
    }

    private static @Nullable String defect(Path bound, Map<Path, Path> real) {
        Path root = real.getOrDefault(bound, bound);
        Optional<Map.Entry<Path, Path>> out = real.entrySet().stream()
                .filter(link -> !link.getValue().startsWith(root))
                .min(Map.Entry.comparingByKey());
        return out.map(link -> link.getKey().getFileName() + " leads to " + link.getValue() + ", which is outside of "
                        + bound + " and so out of the container's sight")
                .orElse(null);
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
