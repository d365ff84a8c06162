package org.blackfish.hub;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.fetch.Fetch;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.Shown;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;

/** Has cancelled downloads cleared up by their own programs, again where that broke off, a few times for each start. */
final class DownloadClearing {
    private static final System.Logger LOG = System.getLogger(DownloadClearing.class.getName());
    /** After the first try; each next one has so much more, as the disk or the file of the stop may be slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST = 5;

    /** What a look at a folder found. */
    enum State {
        GONE,
        GOES_ON,
        /** Tried often enough: it stays until the next start. */
        STAYS
    }

    private record Tried(int count, Instant at) {
        Tried again(Instant now) {
            return new Tried(count + 1, now);
        }
    }

    private final Map<Path, Tried> tries = new ConcurrentHashMap<>();
    private final Set<DownloadFolder> unlisted = ConcurrentHashMap.newKeySet();
    private final Profiles profiles;
    private final Hosts hosts;
    private final DownloadStart starts;
    private final Clock clock;

    DownloadClearing(Profiles profiles, Hosts hosts, DownloadStart starts, Clock clock) {
        this.profiles = profiles;
        this.hosts = hosts;
        this.starts = starts;
        this.clock = clock;
    }

    /** Whoever is at work there hears it; when nobody is, the program that is set going here clears up and ends. */
    void begin(DownloadFolder folder) {
        run(folder, new Tried(1, clock.instant()));
    }

    private void run(DownloadFolder folder, Tried now) {
        tries.put(folder.path(), now);
        try {
            if (folder.isFilled()) {
                folder.stop(Fetch.CANCEL);
                starts.detach(folder);
            }
        } catch (ProblemException later) {
            // One try of those that a look repeats; the wish to cancel stands.
            LOG.log(System.Logger.Level.WARNING, "A clearing could not be begun: " + later.getMessage());
        }
    }

    /** Takes the folder away once its program has cleared up, which nothing but that program's word tells. */
    State look(DownloadFolder folder, String repo) {
        if (!folder.exists()) {
            tries.remove(folder.path());
            return State.GONE;
        }
        if (folder.isCleared() || !folder.isFilled()) {
            remove(folder, repo);
            return State.GONE;
        }
        Tried last = tries.get(folder.path());
        if (last == null) {
            begin(folder);
            return State.GOES_ON;
        }
        return last.count() > MOST ? State.STAYS : await(folder, repo, last);
    }

    private State await(DownloadFolder folder, String repo, Tried last) {
        Instant now = clock.instant();
        boolean silent = folder.ended().isEmpty();
        if (silent && now.isBefore(last.at().plus(PATIENCE.multipliedBy(last.count())))) {
            return State.GOES_ON;
        }
        if (last.count() == MOST) {
            tries.put(folder.path(), last.again(now));
            LOG.log(System.Logger.Level.WARNING, "Of the cancelled download of " + repo + ": " + sentence(folder));
            return State.STAYS;
        }
        run(folder, last.again(now));
        return State.GOES_ON;
    }

    /** Why it is not cleared up. */
    static String sentence(DownloadFolder folder) {
        String said =
                folder.ended().flatMap(word -> word.lines().skip(1).findFirst()).orElseGet(folder::complaint);
        return "What it brought is not cleared up, and the next start of Blackfish tries it again: "
                + Shown.line(said, 500);
    }

    private void remove(DownloadFolder folder, String repo) {
        folder.ended()
                .ifPresent(word -> word.lines()
                        .skip(1)
                        .forEach(went -> LOG.log(
                                System.Logger.Level.INFO,
                                "The download of " + repo + " was cancelled. " + Shown.line(went, 2000))));
        folder.remove();
        tries.remove(folder.path());
    }

    /** It was taken off the list before it was cleared up, and is looked after all the same. */
    void unlist(DownloadFolder folder) {
        unlisted.add(folder);
    }

    /** One look at those that nobody lists; whether there is more to look at. */
    boolean lookAtUnlisted() {
        unlisted.removeIf(folder -> {
            try {
                return look(folder, "a model that is not listed any more") != State.GOES_ON;
            } catch (ProblemException e) {
                LOG.log(System.Logger.Level.WARNING, "What a download left behind stays: " + e.getMessage());
                return true;
            }
        });
        return !unlisted.isEmpty();
    }

    /** Finds those that were taken off the list, and not removed, under an earlier server; {@code listed} stay. */
    void sweep(Set<Path> listed) {
        for (Profile profile : profiles.all()) {
            try {
                DownloadFolder.all(hosts.of(profile), profile).stream()
                        .filter(folder -> !listed.contains(folder.path()) && folder.isCancelled())
                        .forEach(this::unlist);
            } catch (ProblemException e) {
                LOG.log(System.Logger.Level.WARNING, "What downloads left behind stays: " + e.getMessage());
            }
        }
    }
}
