package org.blackfish.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** Reads what the files of many revisions say of them, in a fixed number of steps. */
final class DetailsReader {
    private static final int LONG = 1024 * 1024;
    private static final int SHORT = 64 * 1024;
    private static final List<String> READ_SHORT = List.of("README.md", "chat_template.jinja");
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer_config.json";

    private final Host host;

    DetailsReader(Host host) {
        this.host = host;
    }

    Map<Model, Details> read(Collection<Model> models) {
        List<Path> small = new ArrayList<>();
        List<Path> large = new ArrayList<>();
        List<Path> heads = new ArrayList<>();
        List<Entry> snapshots = new ArrayList<>();
        for (Model model : models) {
            Optional<Path> snapshot = snapshot(model);
            snapshot.ifPresent(folder -> {
                READ_SHORT.forEach(name -> small.add(folder.resolve(name)));
                large.add(folder.resolve(CONFIG));
                large.add(folder.resolve(TOKENIZER));
                large.add(tree(folder));
                snapshots.add(new Entry(folder, Entry.Kind.FOLDER, 0, Instant.EPOCH, false, null));
            });
            if (model.format() == Format.GGUF) {
                heads.add(model.file());
            }
        }
        Map<Path, byte[]> read = new HashMap<>(host.readAll(small, SHORT));
        read.putAll(host.readAll(large, LONG));
        read.putAll(host.readAll(heads, GgufHeader.READ));
        List<Entry> listed = snapshots.stream()
                .filter(snapshot -> read.containsKey(tree(snapshot.path())))
                .toList();
        Map<Path, SnapshotFiles> files = SnapshotFiles.of(host, listed);
        Map<Model, Details> all = new HashMap<>();
        models.forEach(model -> all.put(model, details(model, read, files)));
        return all;
    }

    /** The folder of a repository's revision; a lone file has none. */
    private static Optional<Path> snapshot(Model model) {
        String revision = model.revision();
        return revision == null
                ? Optional.empty()
                : Optional.of(model.repoFolder().resolve("snapshots").resolve(revision));
    }

    private static Path tree(Path snapshot) {
        return snapshot.resolve("../../trees").normalize().resolve(snapshot.getFileName() + ".json");
    }

    private static Details details(Model model, Map<Path, byte[]> read, Map<Path, SnapshotFiles> files) {
        Path snapshot = snapshot(model).orElse(model.file());
        Card card = Card.of(text(read, snapshot.resolve("README.md")).orElse(""));
        Optional<ConfigJson> config = text(read, snapshot.resolve(CONFIG)).flatMap(ConfigJson::parse);
        String architecture = config.map(ConfigJson::architecture).orElse(null);
        String task = card.task().or(() -> task(model, architecture)).orElse(null);
        String license = card.license().orElse(null);
        String lacks = lacks(snapshot, read, files);
        if (model.format() == Format.GGUF) {
            return gguf(Optional.ofNullable(read.get(model.file())).flatMap(GgufHeader::parse), task, license, lacks);
        }
        return new Details(
                task,
                architecture,
                config.map(ConfigJson::context).orElse(null),
                config.map(ConfigJson::quantization).orElse(null),
                chatTemplate(snapshot, read),
                license,
                config.map(ConfigJson::dtype).orElse(null),
                lacks);
    }

    private static Details gguf(
            Optional<GgufHeader> head, @Nullable String task, @Nullable String license, @Nullable String lacks) {
        return new Details(
                task,
                head.map(GgufHeader::architecture).orElse(null),
                head.map(GgufHeader::context).orElse(null),
                head.map(GgufHeader::quantization).orElse(null),
                head.map(GgufHeader::chatTemplate).orElse(null),
                license,
                null,
                lacks);
    }

    private static Optional<String> task(Model model, @Nullable String architecture) {
        String name = architecture == null ? "" : architecture.toLowerCase(Locale.ROOT);
        if (name.startsWith("whisper")) {
            return Optional.of("automatic-speech-recognition");
        }
        return name.endsWith("forcausallm") || model.format() == Format.GGUF
                ? Optional.of("text-generation")
                : Optional.empty();
    }

    /** By a file of its own or a member of the tokenizer's; null where there is no tokenizer to tell. */
    private static @Nullable Boolean chatTemplate(Path snapshot, Map<Path, byte[]> read) {
        if (read.containsKey(snapshot.resolve("chat_template.jinja"))) {
            return Boolean.TRUE;
        }
        // Looked for as text: a large file is read to a limit, and then no whole JSON.
        return text(read, snapshot.resolve(TOKENIZER))
                .map(text -> text.contains("\"chat_template\""))
                .orElse(null);
    }

    private static @Nullable String lacks(Path snapshot, Map<Path, byte[]> read, Map<Path, SnapshotFiles> files) {
        SnapshotFiles there = files.get(snapshot);
        return there == null
                ? null
                : text(read, tree(snapshot))
                        .flatMap(TreeListing::parse)
                        .map(listing -> listing.lacks(there.weights()))
                        .orElse(null);
    }

    private static Optional<String> text(Map<Path, byte[]> read, Path file) {
        return Optional.ofNullable(read.get(file)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
