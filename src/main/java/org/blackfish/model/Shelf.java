package org.blackfish.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private FolderTimes store = FolderTimes.NONE;
    private Sight last = new Sight(List.of(), List.of(), false, 0);
    /** What each look asks for: this folder, those of the store, and those of every settled repository in turn. */
    private FolderTimes watched;
    /** Whether these times tell of everything that lies here. */
    private boolean all;

    /** The names at the top as they were seen last. */
    private record Top(long modified, boolean settled, List<RepoName> repos, LoneFiles lone) {}

    Shelf(Host host, Path folder, Place place, Clock clock) {
        this.host = host;
        this.folder = folder;
        this.place = place;
        this.clock = clock;
        this.watched = FolderTimes.of(folder, Host.NOWHERE);
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
            long[] now = host.modified(watched.folders());
            if (!all || !watched.areStill(now, 0)) {
                lookAgain(now);
            }
            return last;
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

    /** Everything is remembered in the end only, so that a look that fails has seen nothing. */
    private void lookAgain(long[] now) {
        Map<RepoName, RepoSight> unchanged = unchanged(now);
        Top names = names(now[0]);
        Map<RepoName, RepoSight> seen = new HashMap<>(unchanged);
        seen.keySet().retainAll(Set.copyOf(names.repos()));
        List<RepoName> stale =
                names.repos().stream().filter(name -> !seen.containsKey(name)).toList();
        // The times by which some are taken for unchanged stay: what was written since is found at the next look.
        boolean kept = stale.isEmpty() || (!unchanged.isEmpty() && store.size() > 0);
        FolderTimes stored = kept ? store : storeTimes();
        if (!stale.isEmpty()) {
            seen.putAll(looker().at(stale));
        }
        remember(names, seen, stored);
    }

    private Map<RepoName, RepoSight> unchanged(long[] now) {
        if (!store.areStill(now, 1)) {
            // Payloads came or went behind links that we do not follow one by one.
            return Map.of();
        }
        Map<RepoName, RepoSight> unchanged = new HashMap<>();
        int at = 1 + store.size();
        for (Map.Entry<RepoName, RepoSight> repo : repos.entrySet()) {
            RepoSight sight = repo.getValue();
            if (sight.settled()) {
                if (sight.folders().areStill(now, at)) {
                    unchanged.put(repo.getKey(), sight);
                }
                at += sight.folders().size();
            }
        }
        return unchanged;
    }

    private Top names(long modified) {
        Top before = top;
        if (before != null && before.settled() && before.modified() == modified) {
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
                && modified < Host.nanoseconds(clock.instant().minus(RepoSight.SETTLES));
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

    /** When the folders of the shared store were last written to; none where there is no store. */
    private FolderTimes storeTimes() {
        Path blobs = folder.resolve("blobs");
        Map<Path, Entry> found = new HashMap<>(host.findAll(List.of(blobs)));
        Listing listing = found.isEmpty() ? null : host.listAll(List.of(blobs)).get(blobs);
        if (listing != null) {
            listing.entries().stream().filter(Entry::isFolder).forEach(entry -> found.put(entry.path(), entry));
        }
        Map<Path, Instant> times = new HashMap<>();
        found.values().forEach(entry -> times.put(entry.path(), entry.modified()));
        return FolderTimes.of(times);
    }

    private void remember(Top names, Map<RepoName, RepoSight> seen, FolderTimes stored) {
        List<RepoSight> settled =
                seen.values().stream().filter(RepoSight::settled).toList();
        List<FolderTimes> asked = new ArrayList<>(List.of(FolderTimes.of(folder, names.modified()), stored));
        settled.forEach(sight -> asked.add(sight.folders()));
        top = names;
        repos = seen;
        store = stored;
        watched = FolderTimes.all(asked);
        all = names.settled() && settled.size() == seen.size();
        tell(names);
    }

    private void tell(Top names) {
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
    }
}
