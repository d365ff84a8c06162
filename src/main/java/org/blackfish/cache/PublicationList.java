package org.blackfish.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.problem.UnknownItem;

/** The publications that this server has begun, one of a model; whoever may see the list may take off what is over. */
final class PublicationList {
    private final Map<UUID, Publication> known = new ConcurrentHashMap<>();

    /** Those of a profile, the newest first. */
    List<Publication> of(String profile) {
        return known.values().stream()
                .filter(publication -> publication.profile().equals(profile))
                .sorted(Comparator.comparing(Publication::startedAt).reversed())
                .toList();
    }

    Optional<Publication> find(UUID model) {
        return Optional.ofNullable(known.get(model));
    }

    /** {@link UnknownItem} when this server has not published it. */
    Publication get(UUID model) {
        return find(model)
                .orElseThrow(() -> new UnknownItem(
                        "publication", model.toString(), "This model is not being published by this server."));
    }

    void put(Publication publication) {
        known.put(publication.model(), publication);
    }

    /** So many bytes are there of one that is still going on. */
    void at(UUID model, long bytes) {
        known.computeIfPresent(model, (id, now) -> now.state() == Publication.State.RUNNING ? now.at(bytes) : now);
    }

    /** Takes one that is over off the list; {@link UnknownItem} when it is not there. */
    void forget(UUID model) {
        if (get(model).state() != Publication.State.RUNNING) {
            known.remove(model);
        }
    }
}
