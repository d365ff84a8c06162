package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.blackfish.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Ends services and removes the records of ended ones. */
@ApplicationScoped
public class ServiceLife {
    private final Services services;
    private final ServiceKeys keys;
    private final JobFolders folders;
    private final Watchers watchers;
    private final News news;
    private final Clock clock;

    @Inject
    ServiceLife(Services services, ServiceKeys keys, JobFolders folders, Watchers watchers, News news, Clock clock) {
        this.services = services;
        this.keys = keys;
        this.folders = folders;
        this.watchers = watchers;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Asks for the end of a service and returns at once, draining; its job is told to end, and the service is stopped
     * when the queue confirms it. An ended service is returned as it is.
     */
    public Service stop(UUID id) {
        return stop(id, null);
    }

    /** As {@link #stop(UUID)}; {@code why} is the sentence that its end bears, null when somebody asked for it. */
    public Service stop(UUID id, @Nullable String why) {
        Service service = services.get(id);
        if (!service.status().isLive()) {
            return service;
        }
        if (service.isStopAsked()) {
            // The answer of the commit may have been lost, and with it the news.
            return news.changed(service);
        }
        watchers.somebodyWatches();
        return news.changed(services.change(id, row -> row.stopAsked(why, clock.instant())));
    }

    /** Removes the record of an ended service with its key, script and log; a live one is kept and the answer says so. */
    public Removal delete(UUID id) {
        return remove(services.get(id));
    }

    /** Removes the ended services that the filter means; a live one is only mentioned when it was named by its id. */
    public List<Removal> delete(ServiceFilter filter) {
        return services.list(filter).stream()
                .filter(service -> filter.id() != null || !service.status().isLive())
                .map(this::remove)
                .toList();
    }

    /** Removes the records of all ended services; how many there were. */
    public int prune() {
        return (int)
                delete(ServiceFilter.any()).stream().filter(Removal::removed).count();
    }

    private Removal remove(Service service) {
        if (service.status().isLive()) {
            return new Removal(
                    service.id(),
                    false,
                    "The service \"" + service.name() + "\" is "
                            + service.status().word() + "; stop it first.");
        }
        try {
            keys.forget(service.id());
            folders.remove(LaunchPlace.of(service), service.id());
        } catch (ProblemException e) {
            return new Removal(service.id(), false, e.getMessage());
        }
        if (services.removeEnded(service.id())) {
            news.removed(service.id());
        }
        return new Removal(service.id(), true, null);
    }
}
