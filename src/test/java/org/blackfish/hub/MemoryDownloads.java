package org.blackfish.hub;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The store without a database. */
final class MemoryDownloads extends DownloadRecords {
    private final Map<UUID, DownloadRecord> rows = new LinkedHashMap<>();

    /** What somebody else does once, just before the next record is looked for. */
    Runnable beforeFind = () -> {};

    /** What somebody else does each time, just before a record goes. */
    Runnable beforeRemove = () -> {};

    MemoryDownloads() {
        super((EntityManager) Proxy.newProxyInstance(
                MemoryDownloads.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, given) -> {
                    throw new AssertionError("no database in this test: " + method.getName());
                }));
    }

    @Override
    synchronized List<DownloadRecord> all() {
        return new ArrayList<>(rows.values()).reversed();
    }

    @Override
    synchronized Optional<DownloadRecord> find(UUID id) {
        Runnable other = beforeFind;
        beforeFind = () -> {};
        other.run();
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    synchronized DownloadRecord add(DownloadRecord record) {
        rows.put(record.id(), record);
        return record;
    }

    @Override
    synchronized Optional<DownloadRecord> change(UUID id, Consumer<DownloadRecord> verb) {
        Optional<DownloadRecord> found = find(id);
        found.ifPresent(verb);
        return found;
    }

    @Override
    void remove(UUID id) {
        beforeRemove.run();
        synchronized (this) {
            rows.remove(id);
        }
    }
}
