package org.blackfish.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Shown;
import org.blackfish.transport.Entry;
import org.jspecify.annotations.Nullable;

/** GGUF files that lie in a models folder by themselves; the parts of a split one are one model. */
record LoneFiles(List<Copy> copies, List<String> problems, List<String> closed) {
    LoneFiles {
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
        closed = List.copyOf(closed);
    }

    static LoneFiles of(Path folder, List<Entry> entries, Place place) {
        List<Entry> found = entries.stream()
                .filter(entry -> !entry.isFolder() && entry.name().endsWith(".gguf"))
                .toList();
        List<WeightFile> files =
                found.stream().map(entry -> WeightFile.of(entry.name(), entry)).toList();
        List<Copy> copies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, List<WeightFile>> set : Weights.sets(files).entrySet()) {
            Weights weights = Weights.of(set.getValue());
            if (weights.format() != Format.GGUF) {
                continue;
            }
            Optional<RepoName> repo = RepoName.ofLoneFile(Weights.stem(weights.first()));
            if (repo.isPresent()) {
                Model model = weights.model(repo.get().text(), null, folder, folder, place);
                copies.add(new Copy(model, set.getValue().size(), weights.bytes(), changed(set.getValue(), found)));
            } else {
                problems.add(folder.resolve(Shown.line(weights.first(), 100))
                        + " is passed over: rename it with letters, digits, dot, hyphen and underscore.");
            }
        }
        return new LoneFiles(copies, problems, List.of());
    }

    private static Instant changed(List<WeightFile> files, List<Entry> entries) {
        return entries.stream()
                .filter(entry -> files.stream().anyMatch(file -> file.path().equals(entry.name())))
                .map(Entry::modified)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** With what was passed over beside them, which comes first. */
    LoneFiles with(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(problems);
        return new LoneFiles(copies, all, closed);
    }

    LoneFiles closedBy(@Nullable ProblemException problem) {
        return problem == null ? this : new LoneFiles(copies, problems, List.of(String.valueOf(problem.getMessage())));
    }
}
