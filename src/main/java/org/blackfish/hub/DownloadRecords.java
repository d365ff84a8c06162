package org.blackfish.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The store of downloads. */
@ApplicationScoped
@Transactional
public class DownloadRecords {
    private final EntityManager entities;

    @Inject
    public DownloadRecords(EntityManager entities) {
        this.entities = entities;
    }

    /** The newest first. */
    List<DownloadRecord> all() {
        return entities.createQuery(
                        "select d from DownloadRecord d order by d.createdAt desc, d.id", DownloadRecord.class)
                .getResultList();
    }

    Optional<DownloadRecord> find(UUID id) {
        return Optional.ofNullable(entities.find(DownloadRecord.class, id));
    }

    DownloadRecord add(DownloadRecord record) {
        entities.persist(record);
        entities.flush();
        return record;
    }

    /** Applies one verb under a row lock; empty when there is no such record. */
    Optional<DownloadRecord> change(UUID id, Consumer<DownloadRecord> verb) {
        Optional<DownloadRecord> found =
                Optional.ofNullable(entities.find(DownloadRecord.class, id, LockModeType.PESSIMISTIC_WRITE));
        found.ifPresent(verb);
        entities.flush();
        return found;
    }

    void remove(UUID id) {
        find(id).ifPresent(entities::remove);
    }
}
