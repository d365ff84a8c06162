package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
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
    /** Two looks at one profile follow each other; those at others do not wait. */
    private final Map<String, Lock> looking = new ConcurrentHashMap<>();
    /** Held while rows are written under a profile's name, never while a disk is looked at. */
    private final Lock naming = new ReentrantLock();
    /** How often each name was given away or taken. */
    private final Map<String, Integer> renamed = new ConcurrentHashMap<>();

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
        Lock own = looking.computeIfAbsent(profile.name(), name -> new ReentrantLock());
        own.lock();
        try {
            int renames = renames(profile.name());
            Stock stock = models.stock(profile);
            if (!stock.stamp().equals(inStep.get(profile.name()))) {
                bringInStep(profile, stock, renames);
            }
            return stock;
        } finally {
            own.unlock();
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
        naming.lock();
        try {
            catalogue.rename(event.from(), event.to());
            for (String name : List.of(event.from(), event.to())) {
                renamed.merge(name, 1, Integer::sum);
                inStep.remove(name);
            }
        } finally {
            naming.unlock();
        }
    }

    private int renames(String profile) {
        return renamed.getOrDefault(profile, 0);
    }

    /** Files are read while the profile may get another name, which must not wait for a slow disk. */
    private void bringInStep(Profile profile, Stock stock, int renames) {
        AtomicReference<@Nullable RowChanges> noted = new AtomicReference<>();
        unlessRenamed(profile, renames, () -> noted.set(note(profile, stock)));
        RowChanges changes = noted.get();
        if (changes == null) {
            return;
        }
        List<CatalogueRow> rest = readFirst(profile, changes);
        if (changes.any()) {
            tell(profile, "The models on disk are others than before.");
        }
        boolean ours = !rest.isEmpty() && beingRead.add(profile.name());
        if (rest.isEmpty() || ours) {
            // Before the rest is read, which takes it away in the end; and never where nobody is going to read the
            // rest.
            unlessRenamed(profile, renames, () -> inStep.put(profile.name(), stock.stamp()));
        }
        if (ours) {
            Thread.ofVirtual().name("model-details").start(() -> readRest(profile, rest));
        }
    }

    /** What was seen of a profile that has another name meanwhile is seen, and noted, by the next look. */
    private void unlessRenamed(Profile profile, int renames, Runnable note) {
        naming.lock();
        try {
            if (renames(profile.name()) == renames) {
                note.run();
            }
        } finally {
            naming.unlock();
        }
    }

    private RowChanges note(Profile profile, Stock stock) {
        RowChanges changes = RowChanges.of(stock.chosen(), catalogue.known(profile.name()));
        catalogue.remove(changes.gone());
        RowWriter.write(changes.fresh(), rows -> catalogue.add(profile.name(), rows, clock.instant()));
        RowWriter.write(changes.changed(), rows -> catalogue.change(rows, clock.instant()));
        return changes;
    }

    private void tell(Profile profile, String sentence) {
        told.accept(new ModelChanged(profile.name(), "", sentence));
    }

    /** What is not read at once. */
    private List<CatalogueRow> readFirst(Profile profile, RowChanges changes) {
        List<CatalogueRow> unread = changes.unread();
        int first = Math.min(AT_ONCE, unread.size());
        boolean broken = describe(profile, unread.subList(0, first));
        // Rows that were written just now stand in their order.
        if (broken || !changes.first()) {
            catalogue.rank(profile.name());
        }
        return List.copyOf(unread.subList(first, unread.size()));
    }

    private void readRest(Profile profile, List<CatalogueRow> rest) {
        try {
            for (int from = 0; from < rest.size(); from += AT_ONCE) {
                describe(profile, rest.subList(from, Math.min(from + AT_ONCE, rest.size())));
            }
            catalogue.rank(profile.name());
            catalogue.measure();
        } finally {
            beingRead.remove(profile.name());
            // What came meanwhile may not have been read.
            inStep.remove(profile.name());
            tell(profile, "The files of all models have been read.");
        }
    }

    /** Whether the files of any turned out not to be all there. */
    private boolean describe(Profile profile, List<CatalogueRow> rows) {
        if (rows.isEmpty()) {
            return false;
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
        return described.stream().anyMatch(row -> row.details().lacks() != null);
    }
}
