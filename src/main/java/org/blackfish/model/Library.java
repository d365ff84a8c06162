package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Shown;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileRenamed;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the catalogue in step with the disk. A look costs nothing but the times of folders where nothing changed; what
 * the files of a few new models say is read at once, that of many is read in the background.
 */
@ApplicationScoped
public class Library {
    private static final int AT_ONCE = 200;

    private final Map<String, String> inStep = new ConcurrentHashMap<>();
    private final Set<String> beingRead = ConcurrentHashMap.newKeySet();
    private final Lock lock = new ReentrantLock();
    private final Models models;
    private final Catalogue catalogue;
    private final Hosts hosts;
    private final Clock clock;
    private final Consumer<ModelChanged> told;

    @Inject
    public Library(Models models, Catalogue catalogue, Hosts hosts, Clock clock, Event<ModelChanged> event) {
        this(models, catalogue, hosts, clock, (Consumer<ModelChanged>) event::fire);
    }

    Library(Models models, Catalogue catalogue, Hosts hosts, Clock clock, Consumer<ModelChanged> told) {
        this.models = models;
        this.catalogue = catalogue;
        this.hosts = hosts;
        this.clock = clock;
        this.told = told;
    }

    /** Looks at the profile's folders and brings its part of the catalogue in step with them; what was found there. */
    public Stock look(Profile profile) {
        lock.lock();
        try {
            Stock stock = models.stock(profile);
            if (!stock.stamp().equals(inStep.get(profile.name()))) {
                bringInStep(profile, stock);
                inStep.put(profile.name(), stock.stamp());
            }
            return stock;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What somebody says of a revision that he put there, or of the one that runs when he names none; {@link InvalidInput}
     * when it does not lie there.
     */
    public CatalogueEntry add(Profile profile, String repo, @Nullable String revision, Hearsay told) {
        RepoName name = new RepoName(repo);
        look(profile);
        CatalogueFilter filter = new CatalogueFilter(List.of(profile.name()), null, repo, revision);
        CatalogueEntry entry = catalogue.list(filter, 0, 1).stream()
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "repo",
                        "The model " + repo + (revision == null ? "" : " at revision " + Shown.line(revision, 100))
                                + " does not lie in " + models.places(profile) + " as " + name.folder()
                                + "; put it there first, or download it."));
        catalogue.learn(entry.id(), told, clock.instant());
        return catalogue.get(entry.id());
    }

    /** What is known of its models goes along; the next look compares it with the disk. */
    void renamed(@Observes ProfileRenamed event) {
        lock.lock();
        try {
            catalogue.rename(event.from(), event.to());
            inStep.remove(event.from());
            inStep.remove(event.to());
        } finally {
            lock.unlock();
        }
    }

    private void bringInStep(Profile profile, Stock stock) {
        Map<String, Catalogue.Known> known = catalogue.known(profile.name());
        List<CatalogueRow> fresh = new ArrayList<>();
        List<CatalogueRow> changed = new ArrayList<>();
        List<CatalogueRow> unread = new ArrayList<>();
        Set<UUID> gone = new HashSet<>();
        known.values().forEach(row -> gone.add(row.id()));
        for (CatalogueRow row : rows(stock.chosen(), known)) {
            Catalogue.Known before = known.get(row.key());
            if (before == null) {
                fresh.add(row);
            } else if (!before.seen().equals(row.seen())) {
                changed.add(row);
            }
            if (before == null
                    || !before.seen().equals(row.seen())
                    || !row.copy().fingerprint().equals(before.described())) {
                unread.add(row);
            }
            gone.remove(row.id());
        }
        catalogue.remove(gone);
        RowWriter.write(fresh, rows -> catalogue.add(profile.name(), rows, clock.instant()));
        RowWriter.write(changed, rows -> catalogue.change(rows, clock.instant()));
        read(profile, unread);
        if (!gone.isEmpty() || !fresh.isEmpty() || !changed.isEmpty()) {
            tell(profile, "The models on disk are others than before.");
        }
    }

    private void tell(Profile profile, String sentence) {
        told.accept(new ModelChanged(profile.name(), "", sentence));
    }

    /** Of each repository those that are whole first, since the first is the one that runs. */
    private static List<CatalogueRow> rows(List<Copy> copies, Map<String, Catalogue.Known> known) {
        List<CatalogueRow> rows = new ArrayList<>();
        Map<String, Integer> ranks = new HashMap<>();
        List<Copy> wholeFirst = copies.stream()
                .sorted(Comparator.comparing(copy -> copy.model().defect() != null))
                .toList();
        for (Copy copy : wholeFirst) {
            String repo = copy.model().repo();
            int rank = ranks.merge(repo, 1, Integer::sum) - 1;
            Catalogue.Known before =
                    known.get(CatalogueRow.key(repo, copy.model().revision()));
            rows.add(new CatalogueRow(before == null ? UUID.randomUUID() : before.id(), rank, copy));
        }
        return rows;
    }

    private void read(Profile profile, List<CatalogueRow> unread) {
        describe(profile, unread.subList(0, Math.min(AT_ONCE, unread.size())));
        catalogue.rank(profile.name());
        if (unread.size() > AT_ONCE && beingRead.add(profile.name())) {
            List<CatalogueRow> rest = List.copyOf(unread.subList(AT_ONCE, unread.size()));
            Thread.ofVirtual().name("model-details").start(() -> {
                try {
                    for (int from = 0; from < rest.size(); from += AT_ONCE) {
                        describe(profile, rest.subList(from, Math.min(from + AT_ONCE, rest.size())));
                    }
                    catalogue.rank(profile.name());
                } finally {
                    beingRead.remove(profile.name());
                    // What came meanwhile may not have been read.
                    inStep.remove(profile.name());
                    tell(profile, "The files of all models have been read.");
                }
            });
        }
    }

    private void describe(Profile profile, List<CatalogueRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Model, Details> read = new DetailsReader(hosts.of(profile))
                .read(rows.stream().map(row -> row.copy().model()).toList());
        List<Described> described = new ArrayList<>();
        for (CatalogueRow row : rows) {
            Details details = read.get(row.copy().model());
            if (details != null) {
                described.add(new Described(row.id(), row.copy().fingerprint(), details));
            }
        }
        RowWriter.write(described, catalogue::describe);
    }
}
