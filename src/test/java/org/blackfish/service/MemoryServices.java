package org.blackfish.service;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.blackfish.problem.UnknownItem;
import org.jspecify.annotations.Nullable;

/** The store without a database: rows are copied in and out and their versions counted, as the real one does. */
final class MemoryServices extends Services {
    /** How many services each common change was for. */
    final List<Integer> together = new ArrayList<>();

    /** Whether a row cannot be read. */
    boolean broken;

    /** Whether changes of many are made and fail all the same. */
    boolean answersAreLost;

    /** What happens while many are being changed. */
    Runnable meanwhile = () -> {};

    /** Whether changes of many at once fail. */
    boolean refusesMany;

    private final Map<UUID, Service> rows = new LinkedHashMap<>();

    MemoryServices() {
        super((EntityManager) Proxy.newProxyInstance(
                MemoryServices.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, given) -> {
                    throw new AssertionError("no database in this test: " + method.getName());
                }));
    }

    @Override
    public synchronized List<Service> list(ServiceFilter filter) {
        return rows.values().stream()
                .filter(row -> filter.id() == null || filter.id().equals(row.id()))
                .filter(row -> filter.status() == null || filter.status() == row.status())
                .filter(row -> filter.name() == null || filter.name().equals(row.name()))
                .sorted(Comparator.comparing(Service::createdAt).reversed())
                .map(MemoryServices::copy)
                .toList();
    }

    @Override
    public List<Service> list(ServiceFilter filter, int offset, int limit) {
        return list(filter).stream().skip(offset).limit(limit).toList();
    }

    @Override
    public int count(ServiceFilter filter) {
        return list(filter).size();
    }

    @Override
    synchronized List<Service> started(String profile, @Nullable String partition, @Nullable String tier, int limit) {
        return rows.values().stream()
                .filter(row -> row.firstStartedAt() != null)
                .toList();
    }

    @Override
    public synchronized Optional<Service> find(UUID id) {
        if (broken) {
            throw new IllegalStateException("The database is gone.");
        }
        return Optional.ofNullable(rows.get(id)).map(MemoryServices::copy);
    }

    @Override
    public synchronized List<Service> live() {
        return rows.values().stream()
                .filter(row -> row.status().isLive())
                .map(MemoryServices::copy)
                .toList();
    }

    @Override
    synchronized Set<UUID> ids() {
        return Set.copyOf(rows.keySet());
    }

    @Override
    Set<Integer> portsOfLive() {
        return live().stream().map(Service::port).collect(Collectors.toSet());
    }

    @Override
    synchronized Optional<Service> findByIdempotencyKey(String key, Instant now) {
        return rows.values().stream()
                .filter(row -> key.equals(row.idempotencyKey()))
                .filter(row -> row.createdAt().isAfter(now.minus(KEYS_LAST)))
                .map(MemoryServices::copy)
                .findFirst();
    }

    @Override
    synchronized void forgetIdempotencyKeys(Instant before) {
        rows.values().stream()
                .filter(row -> !row.createdAt().isAfter(before))
                .forEach(row -> set(field("idempotencyKey"), row, null));
    }

    @Override
    synchronized Service add(Service service) {
        rows.put(service.id(), copy(service));
        return service;
    }

    @Override
    synchronized Service change(UUID id, Consumer<Service> verb) {
        Service row = rows.get(id);
        if (row == null) {
            throw new UnknownItem("service", id.toString());
        }
        verb.accept(row);
        count(row);
        return copy(row);
    }

    @Override
    synchronized Optional<Service> changeIfStill(Service seen, Consumer<Service> verb) {
        Service row = rows.get(seen.id());
        return row == null || row.version() != seen.version() ? Optional.empty() : Optional.of(change(seen.id(), verb));
    }

    @Override
    synchronized List<Service> changeIfStill(Collection<Service> seen, Consumer<Service> verb) {
        if (seen.isEmpty()) {
            return List.of();
        }
        together.add(seen.size());
        meanwhile.run();
        if (refusesMany) {
            throw new IllegalStateException("The database takes one at a time.");
        }
        List<Service> changed = seen.stream()
                .flatMap(service -> changeIfStill(service, verb).stream())
                .toList();
        if (answersAreLost) {
            throw new IllegalStateException("The answer is lost.");
        }
        return changed;
    }

    @Override
    synchronized boolean used(UUID id, Instant at) {
        Service row = rows.get(id);
        if (row == null) {
            return false;
        }
        try {
            set(Service.class.getDeclaredField("lastUsedAt"), row, at);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
        return true;
    }

    @Override
    synchronized boolean removeEnded(UUID id) {
        Service row = rows.get(id);
        return row != null && !row.status().isLive() && rows.remove(id) != null;
    }

    /** The database is lost. */
    synchronized void lose() {
        rows.clear();
    }

    private static Service copy(Service row) {
        Service copy = new Service(
                UUID.randomUUID(),
                TestWorld.anySpecification(),
                Clock.systemUTC().instant());
        for (Class<?> type = Service.class; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    set(field, copy, get(field, row));
                }
            }
        }
        return copy;
    }

    private static void count(Service row) {
        try {
            set(Service.class.getDeclaredField("version"), row, row.version() + 1);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static Field field(String name) {
        try {
            return FixedFacts.class.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static Object get(Field field, Service row) {
        try {
            field.setAccessible(true);
            return field.get(row);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static void set(Field field, Service row, @Nullable Object value) {
        try {
            field.setAccessible(true);
            field.set(row, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
