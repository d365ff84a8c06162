package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells the others about changes that are already committed; an observer's failure does not come back. */
@ApplicationScoped
class News {
    private static final System.Logger LOG = System.getLogger(News.class.getName());

    private final Consumer<ServiceChanged> changes;
    private final Consumer<ServiceRemoved> removals;
    private final Consumer<SlurmLooked> looks;

    @Inject
    News(Event<ServiceChanged> changes, Event<ServiceRemoved> removals, Event<SlurmLooked> looks) {
        this((Consumer<ServiceChanged>) changes::fire, removals::fire, looks::fire);
    }

    News(Consumer<ServiceChanged> changes, Consumer<ServiceRemoved> removals, Consumer<SlurmLooked> looks) {
        this.changes = changes;
        this.removals = removals;
        this.looks = looks;
    }

    Service changed(Service service) {
        tell(changes, new ServiceChanged(service));
        return service;
    }

    void removed(UUID id) {
        tell(removals, new ServiceRemoved(id));
    }

    void looked(SlurmLooked look) {
        tell(looks, look);
    }

    private static <T> void tell(Consumer<T> observers, T event) {
        try {
            observers.accept(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "An observer failed on " + event, e);
        }
    }
}
