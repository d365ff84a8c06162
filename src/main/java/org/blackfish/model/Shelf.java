package org.blackfish.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.UnknownItem;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** One {@code models} folder of a host, read fresh; a missing one is empty. */
final class Shelf {
    private static final double BYTES_OF_A_GB = 1e9;
    private static final int LONGEST_REF = 200;

    private final Host host;
    private final Path folder;
    private final Place place;
    private final SnapshotScan snapshots;

    Shelf(Host host, Path folder, Place place, SnapshotScan snapshots) {
        this.host = host;
        this.folder = folder;
        this.place = place;
        this.snapshots = snapshots;
    }

    /** Everything on the shelf, newest revision of a repository first; what cannot be read is a problem, not thrown. */
    Inventory inventory() {
        List<Model> models = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        try {
            List<Entry> entries = list(folder);
            for (Entry entry : entries) {
                if (entry.isFolder() && entry.name().startsWith("models--")) {
                    repository(entry, models, problems, closed);
                }
            }
            loneFiles(entries, models, problems);
        } catch (AccessRefused e) {
            closed.add(String.valueOf(e.getMessage()));
        }
        problems.addAll(closed);
        return new Inventory(models, problems, !closed.isEmpty());
    }

    /** The revisions of one repository, newest first; for {@code local/X} the lone file too. */
    List<Model> of(RepoName repo) {
        List<Model> found = new ArrayList<>(revisions(repo));
        if (repo.isLocal()) {
            loneFiles(list(folder), found, new ArrayList<>());
            found.removeIf(model -> !model.repo().equals(repo.text()));
        }
        return found;
    }

    /** The commit that a branch or tag of the repository stands for here. */
    Optional<String> ref(RepoName repo, String name) {
        Path file = path(repo).resolve("refs").resolve(name);
        if (host.find(file).filter(Entry::isFile).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new String(host.read(file, 0, LONGEST_REF), StandardCharsets.UTF_8).strip());
    }

    /** Where the repository or lone file would lie. */
    Path path(RepoName repo) {
        return folder.resolve(repo.folder());
    }

    Path folder() {
        return folder;
    }

    private void repository(Entry entry, List<Model> models, List<String> problems, List<String> closed) {
        Optional<RepoName> repo = RepoName.ofFolder(entry.name());
        if (repo.isEmpty()) {
            problems.add(entry.path() + " is passed over: its name is not models--namespace--name.");
            return;
        }
        try {
            models.addAll(revisions(repo.get()));
        } catch (AccessRefused e) {
            closed.add(String.valueOf(e.getMessage()));
        }
    }

    private List<Model> revisions(RepoName repo) {
        List<Entry> found = list(path(repo).resolve("snapshots")).stream()
                .filter(Entry::isFolder)
                .sorted(Comparator.comparing(Entry::modified)
                        .thenComparing(Entry::name)
                        .reversed())
                .toList();
        // With one snapshot there is nothing to order, and most repositories have one: no need to read refs/main.
        String main = found.size() > 1 ? ref(repo, "main").orElse("") : "";
        return found.stream()
                .sorted(Comparator.comparing((Entry entry) -> !entry.name().equals(main)))
                .map(entry -> model(repo, entry))
                .toList();
    }

    private Model model(RepoName repo, Entry snapshot) {
        Weights weights = snapshots.weights(snapshot.path());
        Path file = snapshot.path().resolve(weights.first());
        return model(repo, snapshot.name(), file, weights);
    }

    private void loneFiles(List<Entry> entries, List<Model> models, List<String> problems) {
        List<WeightFile> ggufs = entries.stream()
                .filter(entry -> !entry.isFolder() && entry.name().endsWith(".gguf"))
                .map(entry -> new WeightFile(entry.name(), entry.size(), entry.isFile()))
                .toList();
        for (Map.Entry<String, List<WeightFile>> set : Weights.sets(ggufs).entrySet()) {
            Weights weights = Weights.of(set.getValue());
            if (weights.format() != Format.GGUF) {
                continue;
            }
            Path file = folder.resolve(weights.first());
            Optional<RepoName> repo = RepoName.ofLoneFile(Weights.stem(weights.first()));
            if (repo.isPresent()) {
                models.add(model(repo.get(), null, file, weights));
            } else {
                problems.add(file + " is passed over: rename it with letters, digits, dot, hyphen and underscore.");
            }
        }
    }

    private Model model(RepoName repo, @Nullable String revision, Path file, Weights weights) {
        return new Model(
                repo.text(),
                revision,
                file,
                folder,
                weights.bytes() / BYTES_OF_A_GB,
                place,
                weights.format(),
                weights.defect());
    }

    private List<Entry> list(Path wanted) {
        try {
            return host.list(wanted);
        } catch (UnknownItem e) {
            return List.of();
        }
    }
}
