package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.blackfish.hub.Downloads;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.Library;
import org.blackfish.model.Place;
import org.blackfish.model.RemovalPlan;
import org.blackfish.model.Removals;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.service.Phase;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceChanged;
import org.blackfish.service.Services;

/** Models together with the services that use them: nothing is taken away from under a live one. */
@ApplicationScoped
public class ModelCare {
    private static final System.Logger LOG = System.getLogger(ModelCare.class.getName());

    private final ReentrantLock uses = new ReentrantLock();
    private final Catalogue catalogue;
    private final Library library;
    private final Removals removals;
    private final Downloads downloads;
    private final Services services;
    private final Profiles profiles;
    private final Admins admins;

    @Inject
    public ModelCare(
            Catalogue catalogue,
            Library library,
            Removals removals,
            Downloads downloads,
            Services services,
            Profiles profiles,
            Admins admins) {
        this.catalogue = catalogue;
        this.library = library;
        this.removals = removals;
        this.downloads = downloads;
        this.services = services;
        this.profiles = profiles;
        this.admins = admins;
    }

    /** Names of the live services of ours that run from it, in order; those of other users are not known to us. */
    public List<String> users(CatalogueEntry entry) {
        Profile profile = profiles.get(entry.profile());
        return services.live().stream()
                .filter(service -> service.model().equals(entry.repo())
                        && Objects.equals(service.revision(), entry.revision())
                        && sharesFolder(service, profile, entry.place()))
                .map(Service::name)
                .sorted()
                .toList();
    }

    /** As {@link #users(CatalogueEntry)}. */
    public List<String> users(UUID id) {
        return users(catalogue.get(id));
    }

    private static boolean sharesFolder(Service service, Profile profile, Place place) {
        return switch (place) {
            case HOME -> service.homeDirectory().equals(profile.homeDirectory());
            case SHARED -> service.cacheDirectory().equals(profile.cacheDirectory());
            case HF_CACHE -> true;
        };
    }

    /** What would go with it; {@link WrongState} for what is never removed. */
    public RemovalPlan plan(UUID id) {
        CatalogueEntry entry = catalogue.get(id);
        requireOurs(entry);
        return plan(profiles.get(entry.profile()), entry);
    }

    private RemovalPlan plan(Profile profile, CatalogueEntry entry) {
        return removals.plan(profile, entry, downloads.isPaused(root(entry), entry.repo()));
    }

    private static Path root(CatalogueEntry entry) {
        return Path.of(entry.modelDir()).resolveSibling("");
    }

    /**
     * {@link WrongState} names the live services that run from it, or tells of a download of it that goes on; of the shared
     * folder only its admins remove.
     */
    public RemovalPlan remove(UUID id) {
        CatalogueEntry entry = catalogue.get(id);
        Profile profile = profiles.get(entry.profile());
        if (entry.place() == Place.SHARED) {
            admins.require(profile);
        }
        return removeCopy(entry);
    }

    /** Removes the copy that was seen, whatever the catalogue says of the model by now. */
    RemovalPlan removeCopy(CatalogueEntry entry) {
        Profile profile = profiles.get(entry.profile());
        requireOurs(entry);
        requireUnused(entry);
        requireSettled(entry);
        RemovalPlan plan = plan(profile, entry);
        removals.carryOut(profile, entry, plan);
        library.look(profile);
        return plan;
    }

    /** {@link WrongState} for what belongs to other programs, which Blackfish reads only. */
    static void requireOurs(CatalogueEntry entry) {
        if (entry.place() == Place.HF_CACHE) {
            throw new WrongState(
                    "model " + entry.repo(),
                    "in the cache of Hugging Face's own programs",
                    "in a folder of Blackfish",
                    entry.modelDir()
                            + " belongs to Hugging Face's own programs, so Blackfish leaves it alone; remove it"
                            + " with \"hf cache rm\".");
        }
    }

    private void requireUnused(CatalogueEntry entry) {
        List<String> users = users(entry);
        if (!users.isEmpty()) {
            throw new WrongState(
                    "model " + entry.repo(),
                    "in use",
                    "unused",
                    "The model " + entry.repo() + " is used by " + String.join(", ", users) + "; stop "
                            + (users.size() == 1 ? "it" : "them") + " first.");
        }
    }

    /** What a download has fetched and not yet linked would look like nobody's. */
    private void requireSettled(CatalogueEntry entry) {
        if (downloads.goesOn(root(entry), entry.repo())) {
            throw new WrongState(
                    "model " + entry.repo(),
                    "being downloaded",
                    "settled",
                    "A download of " + entry.repo() + " goes on in the same folder; pause, cancel or await it first.");
        }
    }

    /** A launch, and the last call to what was launched, count as uses. */
    void changed(@Observes ServiceChanged changed) {
        if (changed.phase() == Phase.QUEUED || changed.phase() == Phase.ENDED) {
            // Whoever launches does not wait for it.
            Thread.ofVirtual().name("model-used").start(() -> noteUse(changed.id()));
        }
    }

    /** One at a time: many that change together are often of one model, and each would keep a connection to wait for its row. */
    private void noteUse(UUID id) {
        uses.lock();
        try {
            services.find(id).ifPresent(service -> {
                if (!used(service)) {
                    // Put there by hand and launched before anybody looked.
                    lookFor(service);
                }
            });
        } finally {
            uses.unlock();
        }
    }

    private boolean used(Service service) {
        Instant called = service.lastUsedAt();
        return catalogue.used(
                service.profile(), service.model(), service.revision(), called == null ? service.createdAt() : called);
    }

    private void lookFor(Service service) {
        try {
            library.look(profiles.get(service.profile()));
            used(service);
        } catch (ProblemException gone) {
            LOG.log(System.Logger.Level.INFO, "The use of " + service.model() + " was not noted: " + gone.getMessage());
        }
    }
}
