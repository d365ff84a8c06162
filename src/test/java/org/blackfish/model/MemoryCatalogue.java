package org.blackfish.model;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The catalogue of one profile without a database, which may refuse a model or be away. */
final class MemoryCatalogue extends Catalogue {
    final Map<UUID, CatalogueRow> rows = new LinkedHashMap<>();
    final List<UUID> described = new CopyOnWriteArrayList<>();
    final List<String> renamed = new ArrayList<>();
    String refused = "";
    boolean away;
    volatile boolean measured;
    int adds;

    MemoryCatalogue() {
        super((EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    Map<String, Known> known(String profile) {
        Map<String, Known> known = new HashMap<>();
        rows.forEach((id, row) -> known.put(row.key(), new Known(id, row.seen(), null)));
        return known;
    }

    @Override
    void add(String profile, Collection<CatalogueRow> fresh, Instant at) {
        adds++;
        if (away && !fresh.isEmpty()) {
            throw new IllegalStateException(new SQLException("the database is away", "08006"));
        }
        if (fresh.stream().anyMatch(row -> row.copy().model().repo().equals(refused))) {
            throw new IllegalStateException(new SQLException("a value that no column takes", "22P05"));
        }
        fresh.forEach(row -> rows.put(row.id(), row));
    }

    @Override
    void change(Collection<CatalogueRow> changed, Instant at) {
        changed.forEach(row -> rows.put(row.id(), row));
    }

    @Override
    void remove(Collection<UUID> ids) {
        rows.keySet().removeAll(ids);
    }

    @Override
    void describe(Collection<Described> more) {
        more.stream().map(Described::id).filter(rows::containsKey).forEach(described::add);
    }

    @Override
    void rank(String profile) {
        // Only PostgreSQL tells which files turned out to be broken.
    }

    @Override
    void measure() {
        measured = true;
    }

    @Override
    void rename(String profile, String name) {
        renamed.addAll(List.of(profile, name));
    }

    @Override
    public List<CatalogueEntry> list(CatalogueFilter filter, int offset, int limit) {
        return List.of();
    }
}
