package org.blackfish.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Shown;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.Listing;
import org.jspecify.annotations.Nullable;

/**
 * One {@code models} folder of a host. What was seen is remembered: where nothing was written since, a look is one step
 * that asks for the times of the folders. A missing folder is empty.
 */
final class Shelf {
    private static final int LONGEST_REF = 200;
    /** Of all folders: a profile that is edited looks at others, and what lies there is never taken for the old. */
    private static final AtomicLong GENERATIONS = new AtomicLong();

    /** What lies here; {@code generation} is another whenever that is something else, and of this folder alone. */
    record Sight(List<Copy> copies, List<String> problems, boolean closed, long generation) {}

    private final Host host;
    private final Path folder;
    private final Place place;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();

    private @Nullable Top top;
    private Map<RepoName, RepoSight> repos = Map.of();
    private Map<Path, Instant> store = Map.of();
    private Sight last = new Sight(List.of(), List.of(), false, 0);

    /** The names at the top as they were seen last. */
    private record Top(@Nullable Instant modified, boolean settled, List<RepoName> repos, LoneFiles lone) {}

    Shelf(Host host, Path folder, Place place, Clock clock) {
        this.host = host;
        this.folder = folder;
        this.place = place;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** Where the repository or lone file would lie. */
    Path path(RepoName repo) {
        return folder.resolve(repo.folder());
    }

    /** Everything here; what cannot be read is a problem, not thrown. */
    Sight look() {
        lock.lock();
        try {
            Map<Path, Entry> now = host.findAll(remembered());
            if (!RepoSight.unchanged(store, now)) {
                // Payloads came or went behind links that we do not follow one by one.
                repos = Map.of();
            }
            Top names = names(now);
            lookAt(names.repos(), now);
            return remember(names);
        } finally {
            lock.unlock();
        }
    }

    /** The revisions of one repository as they are now, newest first; for {@code local/X} the lone file too. */
    List<Copy> of(RepoName repo) {
        RepoSight sight = Objects.requireNonNull(looker().at(List.of(repo)).get(repo));
        List<Copy> found = new ArrayList<>(sight.copies());
        if (repo.isLocal()) {
            Listing listing = list();
            LoneFiles lone = LoneFiles.of(folder, listing == null ? List.of() : listing.entries(), place);
            lone.copies().stream()
                    .filter(copy -> copy.model().repo().equals(repo.text()))
                    .forEach(found::add);
        }
        if (found.isEmpty() && !sight.problems().isEmpty()) {
            throw new AccessRefused(path(repo).toString(), sight.problems().getFirst());
        }
        return found;
    }

    /** The commit that a branch or tag of the repository stands for here. */
    Optional<String> ref(RepoName repo, String name) {
        Path file = path(repo).resolve("refs").resolve(name);
        return Optional.ofNullable(host.readAll(List.of(file), LONGEST_REF).get(file))
                .map(text -> new String(text, StandardCharsets.UTF_8).strip());
    }

    private RepoLook looker() {
        return new RepoLook(host, folder, place, clock.instant());
    }

    private List<Path> remembered() {
        List<Path> paths = new ArrayList<>(store.keySet());
        paths.add(folder);
        repos.values().stream()
                .filter(RepoSight::settled)
                .forEach(sight -> paths.addAll(sight.folders().keySet()));
        return paths;
    }

    private Top names(Map<Path, Entry> now) {
        Instant modified =
                Optional.ofNullable(now.get(folder)).map(Entry::modified).orElse(null);
        Top before = top;
        if (before != null && before.settled() && Objects.equals(before.modified(), modified)) {
            return before;
        }
        Listing listing = list();
        List<Entry> entries = listing == null ? List.of() : listing.entries();
        List<RepoName> found = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        entries.stream().filter(Entry::isFolder).forEach(entry -> repository(entry.name(), found, problems));
        LoneFiles lone = LoneFiles.of(folder, entries, place).with(problems);
        ProblemException refusal = listing == null ? null : listing.problem();
        // A lone file grows under its name without a word of the folder, so with one of them the list is read each
        // time.
        boolean settled = refusal == null
                && lone.copies().isEmpty()
                && modified != null
                && modified.isBefore(clock.instant().minus(RepoSight.SETTLES));
        return new Top(modified, settled, found, lone.closedBy(refusal));
    }

    private @Nullable Listing list() {
        return host.listAll(List.of(folder)).get(folder);
    }

    private void repository(String name, List<RepoName> found, List<String> problems) {
        if (!name.startsWith(RepoName.FOLDER)) {
            return;
        }
        RepoName.ofFolder(name)
                .ifPresentOrElse(
                        found::add,
                        () -> problems.add(folder.resolve(Shown.line(name, 100))
                                + " is passed over: its name is not models--namespace--name."));
    }

    private void lookAt(List<RepoName> names, Map<Path, Entry> now) {
        Map<RepoName, RepoSight> seen = new LinkedHashMap<>();
        List<RepoName> stale = new ArrayList<>();
        for (RepoName name : names) {
            RepoSight before = repos.get(name);
            if (before != null && before.isStill(now)) {
                seen.put(name, before);
            } else {
                stale.add(name);
            }
        }
        if (!stale.isEmpty()) {
            store = storeTimes();
            seen.putAll(looker().at(stale));
        }
        repos = seen;
    }

    /** When the folders of the shared store were last written to; none where there is no store. */
    private Map<Path, Instant> storeTimes() {
        Path blobs = folder.resolve("blobs");
        Map<Path, Entry> found = new HashMap<>(host.findAll(List.of(blobs)));
        Listing listing = found.isEmpty() ? null : host.listAll(List.of(blobs)).get(blobs);
        if (listing != null) {
            listing.entries().stream().filter(Entry::isFolder).forEach(entry -> found.put(entry.path(), entry));
        }
        Map<Path, Instant> times = new HashMap<>();
        found.values().forEach(entry -> times.put(entry.path(), entry.modified()));
        return times;
    }

    private Sight remember(Top names) {
        top = names;
        List<Copy> copies = new ArrayList<>();
        List<String> closed = new ArrayList<>(names.lone().closed());
        for (RepoName name : names.repos()) {
            RepoSight sight = Objects.requireNonNull(repos.get(name));
            copies.addAll(sight.copies());
            closed.addAll(sight.problems());
        }
        copies.addAll(names.lone().copies());
        List<String> problems = new ArrayList<>(names.lone().problems());
        problems.addAll(closed);
        boolean same = last.generation() > 0
                && last.copies().equals(copies)
                && last.problems().equals(problems);
        if (!same) {
            last = new Sight(
                    List.copyOf(copies), List.copyOf(problems), !closed.isEmpty(), GENERATIONS.incrementAndGet());
        }
        return last;
    }
}
