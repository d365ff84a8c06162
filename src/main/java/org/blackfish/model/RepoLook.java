package org.blackfish.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.Listing;
import org.jspecify.annotations.Nullable;

/**
 * Looks at many repositories of one folder, for some hundreds of them in a fixed number of steps: times of their folders,
 * their snapshots, the files in these, and where there is a choice what {@code refs/main} names.
 */
final class RepoLook {
    private static final int LONGEST_REF = 200;
    /** What was seen of so many is forgotten before it is old, which spares the collector most of its work. */
    private static final int AT_ONCE = 500;
    /** Written to when a revision comes or goes, when a branch moves, and when a file behind the links comes or goes. */
    private static final List<String> WATCHED = List.of("snapshots", "refs", "blobs");

    private final Host host;
    private final Path shelf;
    private final Place place;
    private final Instant now;

    RepoLook(Host host, Path shelf, Place place, Instant now) {
        this.host = host;
        this.shelf = shelf;
        this.place = place;
        this.now = now;
    }

    /** Several hundreds side by side, since half of a look is done in memory. */
    Map<RepoName, RepoSight> at(Collection<RepoName> repos) {
        List<RepoName> all = List.copyOf(repos);
        Map<RepoName, RepoSight> seen = new ConcurrentHashMap<>();
        IntStream.range(0, (all.size() + AT_ONCE - 1) / AT_ONCE)
                .parallel()
                .mapToObj(part -> all.subList(part * AT_ONCE, Math.min(all.size(), (part + 1) * AT_ONCE)))
                .forEach(part -> seen.putAll(some(part)));
        return seen;
    }

    private Map<RepoName, RepoSight> some(List<RepoName> repos) {
        List<Path> folders = repos.stream().map(this::folder).toList();
        // Times first: whatever is written after this line is found again at the next look.
        Map<Path, Entry> watched = watched(folders);
        Map<Path, Listing> snapshots = host.listAll(
                folders.stream().map(folder -> folder.resolve("snapshots")).toList());
        Map<Path, SnapshotFiles> files = SnapshotFiles.of(
                host,
                snapshots.values().stream()
                        .flatMap(listing -> revisions(listing).stream())
                        .toList());
        Map<Path, byte[]> mains = mains(folders, snapshots);
        Map<RepoName, RepoSight> seen = new HashMap<>();
        for (RepoName repo : repos) {
            Path folder = folder(repo);
            Listing revisions = snapshots.get(folder.resolve("snapshots"));
            byte[] main = mains.get(folder.resolve("refs/main"));
            String named = main == null ? "" : new String(main, StandardCharsets.UTF_8).strip();
            seen.put(repo, sight(repo, times(folder, watched), revisions, named, files));
        }
        return seen;
    }

    /** What is watched of each; its own folder too where one of them is yet to be made. */
    private Map<Path, Entry> watched(List<Path> folders) {
        Map<Path, Entry> watched = new HashMap<>(host.findAll(folders.stream()
                .flatMap(folder -> WATCHED.stream().map(folder::resolve))
                .toList()));
        List<Path> unfinished = folders.stream()
                .filter(folder -> !WATCHED.stream().map(folder::resolve).allMatch(watched::containsKey))
                .toList();
        if (!unfinished.isEmpty()) {
            watched.putAll(host.findAll(unfinished));
        }
        return watched;
    }

    /** Only where there is something to order; most repositories have one revision. */
    private Map<Path, byte[]> mains(List<Path> folders, Map<Path, Listing> snapshots) {
        return host.readAll(
                folders.stream()
                        .filter(folder -> revisions(snapshots.get(folder.resolve("snapshots")))
                                        .size()
                                > 1)
                        .map(folder -> folder.resolve("refs/main"))
                        .toList(),
                LONGEST_REF);
    }

    private Path folder(RepoName repo) {
        return shelf.resolve(repo.folder());
    }

    private static List<Entry> revisions(@Nullable Listing snapshots) {
        return snapshots == null
                ? List.of()
                : snapshots.entries().stream()
                        .filter(entry -> entry.isFolder() && !entry.name().startsWith("."))
                        .toList();
    }

    private static Map<Path, Instant> times(Path folder, Map<Path, Entry> watched) {
        Map<Path, Instant> times = new HashMap<>();
        Stream.concat(Stream.of(folder), WATCHED.stream().map(folder::resolve)).forEach(path -> {
            Entry entry = watched.get(path);
            if (entry != null) {
                times.put(path, entry.modified());
            }
        });
        return times;
    }

    private RepoSight sight(
            RepoName repo,
            Map<Path, Instant> times,
            @Nullable Listing snapshots,
            String main,
            Map<Path, SnapshotFiles> files) {
        List<String> problems = new ArrayList<>();
        if (snapshots != null && snapshots.problem() != null) {
            problems.add(String.valueOf(snapshots.problem().getMessage()));
        }
        List<Copy> copies = new ArrayList<>();
        for (Entry revision : ordered(revisions(snapshots), main)) {
            SnapshotFiles found = Objects.requireNonNull(files.get(revision.path()));
            times.putAll(found.folders());
            problems.addAll(found.problems());
            Model model =
                    Weights.of(found.weights()).model(repo.text(), revision.name(), revision.path(), shelf, place);
            copies.add(new Copy(model, found.files().size(), found.bytes(), found.changed()));
        }
        return new RepoSight(FolderTimes.of(times), copies, problems, problems.isEmpty() && isSettled(times, copies));
    }

    private boolean isSettled(Map<Path, Instant> times, List<Copy> copies) {
        Instant limit = now.minus(RepoSight.SETTLES);
        return times.values().stream().allMatch(time -> time.isBefore(limit))
                && copies.stream()
                        .allMatch(copy ->
                                copy.model().defect() == null && copy.changed().isBefore(limit));
    }

    /** The branch {@code main} first, then by age. */
    private static List<Entry> ordered(List<Entry> revisions, String main) {
        return revisions.stream()
                .sorted(Comparator.comparing((Entry entry) -> !entry.name().equals(main))
                        .thenComparing(Comparator.comparing(Entry::modified)
                                .thenComparing(Entry::name)
                                .reversed()))
                .toList();
    }
}
