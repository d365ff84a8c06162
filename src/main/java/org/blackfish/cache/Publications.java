package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.Library;
import org.blackfish.model.ModelChanged;
import org.blackfish.model.Place;
import org.blackfish.model.PublishPlan;
import org.blackfish.model.PublishSteps;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SharedLock;
import org.blackfish.profile.SharedLocks;
import org.blackfish.profile.Space;
import org.blackfish.transport.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Admins' copying of models into the shared folder, in the background. One that a stop breaks off leaves nothing that
 * looks whole, and goes on with the files that it lacks when it is asked for again.
 */
@ApplicationScoped
public class Publications {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final PublicationList known = new PublicationList();
    private final Catalogue catalogue;
    private final Library library;
    private final PublishSteps steps;
    private final ModelCare care;
    private final Profiles profiles;
    private final Admins admins;
    private final Hosts hosts;
    private final SharedLocks locks;
    private final Clock clock;
    private final Event<ModelChanged> event;

    @Inject
    public Publications(
            Catalogue catalogue,
            Library library,
            PublishSteps steps,
            ModelCare care,
            Profiles profiles,
            Admins admins,
            Hosts hosts,
            SharedLocks locks,
            Clock clock,
            Event<ModelChanged> event) {
        this.catalogue = catalogue;
        this.library = library;
        this.steps = steps;
        this.care = care;
        this.profiles = profiles;
        this.admins = admins;
        this.hosts = hosts;
        this.locks = locks;
        this.clock = clock;
        this.event = event;
    }

    /** Those of a profile, the newest first. */
    public List<Publication> list(String profile) {
        return known.of(profile);
    }

    /** {@link UnknownItem} when this server has not published it; for admins of its profile only. */
    public Publication get(UUID model) {
        Publication publication = known.get(model);
        admins.require(profiles.get(publication.profile()));
        return publication;
    }

    /**
     * Begins, or joins the one that goes on. Refused for what lies there already, lacks files, is being published by another
     * admin or finds no room.
     */
    public Publication start(UUID id, boolean move) {
        if (known.find(id)
                .filter(publication -> publication.state() == Publication.State.RUNNING)
                .isPresent()) {
            return get(id);
        }
        CatalogueEntry entry = catalogue.get(id);
        Profile profile = profiles.get(entry.profile());
        admins.require(profile);
        if (move) {
            ModelCare.requireOurs(entry);
        }
        requirePublishable(entry);
        // Before the room is looked at, which another admin's copy is using up.
        SharedLock lock =
                locks.take(profile, "publish-" + Path.of(entry.modelDir()).getFileName(), "publishing " + entry.repo());
        try {
            return begin(profile, entry, move, lock);
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private Publication begin(Profile profile, CatalogueEntry entry, boolean move, SharedLock lock) {
        PublishPlan plan = plan(profile, entry);
        Publication begun = Publication.begun(entry, move, plan.bytes(), clock.instant());
        known.put(begun);
        Thread.ofVirtual().name("publish-model").start(() -> {
            try (lock) {
                carryOut(profile, entry, plan, begun);
            }
        });
        return begun;
    }

    /** Takes one that is over off the list, also for whoever is no admin any more. */
    public void forget(UUID model) {
        known.forget(model);
    }

    private static void requirePublishable(CatalogueEntry entry) {
        if (entry.place() == Place.SHARED) {
            throw new WrongState(
                    "model " + entry.repo(),
                    "shared",
                    "in a home",
                    entry.repo() + " lies in the shared folder already.");
        }
        if (entry.defect() != null) {
            throw new WrongState(
                    "model " + entry.repo(),
                    "incomplete",
                    "complete",
                    entry.repo() + " is incomplete: " + entry.defect() + ". Download it again before you publish it.");
        }
    }

    private PublishPlan plan(Profile profile, CatalogueEntry entry) {
        PublishPlan plan = steps.plan(profile, entry);
        Space.look(hosts.of(profile), profile.cacheDirectory())
                .filter(space -> space.free() < plan.bytes())
                .ifPresent(space -> {
                    throw new WrongState(
                            profile.cacheDirectory().toString(),
                            "full",
                            "room for the model",
                            entry.repo() + " takes " + plan.bytes() + " bytes and " + profile.cacheDirectory() + " has "
                                    + space.free() + " free; remove a model there first.");
                });
        return plan;
    }

    private void carryOut(Profile profile, CatalogueEntry entry, PublishPlan plan, Publication begun) {
        AtomicReference<@Nullable Path> part = new AtomicReference<>();
        Thread teller = Thread.ofVirtual().name("publish-news").start(() -> tell(profile, plan, part, begun));
        Publication end;
        try {
            steps.carryOut(profile, plan, part::set);
            steps.requireWhole(profile, entry);
            end = begun.ended(Publication.State.DONE, afterwards(entry, begun));
        } catch (RuntimeException why) {
            end = begun.failed(why);
        } finally {
            teller.interrupt();
        }
        known.put(end);
        try {
            library.look(profile);
        } finally {
            event.fire(new ModelChanged(profile.name(), begun.repo(), end.sentence()));
        }
    }

    /** Takes the copy in the home away where that was asked for and no service runs from it. */
    private String afterwards(CatalogueEntry entry, Publication begun) {
        String there = entry.repo() + " lies in the shared folder now";
        if (!begun.move()) {
            return there + ".";
        }
        try {
            care.removeCopy(entry);
            return there + ", and no longer in your home.";
        } catch (ProblemException used) {
            return there + "; the copy in your home stays. " + used.getMessage();
        }
    }

    /** How far it is, once a second: the payloads that have their names, and what the one under way has. */
    private void tell(Profile profile, PublishPlan plan, AtomicReference<@Nullable Path> part, Publication begun) {
        while (!Thread.currentThread().isInterrupted()) {
            long bytes = hosts.of(profile).findAll(plan.sizes().keySet()).values().stream()
                    .mapToLong(Entry::size)
                    .sum();
            Path under = part.get();
            long more = under == null
                    ? 0
                    : hosts.of(profile).find(under).map(Entry::size).orElse(0L);
            known.at(begun.model(), bytes + more);
            event.fire(new ModelChanged(profile.name(), begun.repo(), ""));
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }
}
