package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.blackfish.problem.UnknownItem;
import org.jspecify.annotations.Nullable;

/** The store of services; the only place of this package that talks to the database. */
@ApplicationScoped
@Transactional
public class Services {
    /** How long an idempotency key is remembered. */
    static final Duration KEYS_LAST = Duration.ofHours(24);

    private static final Set<Status> ENDED = Set.of(Status.STOPPED, Status.TIMEOUT, Status.FAILED);
    private static final int FIRST_PORT = 8080;
    private static final int LAST_PORT = 65535;

    private final EntityManager entities;

    @Inject
    public Services(EntityManager entities) {
        this.entities = entities;
    }

    /** Those that the filter means, newest first. */
    public List<Service> list(ServiceFilter filter) {
        return list(filter, 0, Integer.MAX_VALUE);
    }

    /** As {@link #list(ServiceFilter)}, but at most {@code limit} of them after the first {@code offset}. */
    public List<Service> list(ServiceFilter filter, int offset, int limit) {
        // The provider adds the two, which must not pass the largest int.
        return query("select s", " order by s.createdAt desc, s.id", filter, Service.class)
                .setFirstResult(offset)
                .setMaxResults(Math.min(limit, Integer.MAX_VALUE - offset))
                .getResultList();
    }

    /** How many the filter means. */
    public int count(ServiceFilter filter) {
        return query("select count(s)", "", filter, Long.class)
                .getSingleResult()
                .intValue();
    }

    /** Those of one kind whose jobs have started, newest first. */
    List<Service> started(String profile, @Nullable String partition, @Nullable String tier, int limit) {
        TypedQuery<Service> query = entities.createQuery(
                "select s from Service s where s.firstStartedAt is not null and s.profile = :profile"
                        + " and coalesce(s.partition, '') = :partition and coalesce(s.tier, '') = :tier"
                        + " order by s.createdAt desc",
                Service.class);
        return query.setParameter("profile", profile)
                .setParameter("partition", partition == null ? "" : partition)
                .setParameter("tier", tier == null ? "" : tier)
                .setMaxResults(limit)
                .getResultList();
    }

    private <T> TypedQuery<T> query(String select, String order, ServiceFilter filter, Class<T> result) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("id", filter.id());
        wanted.put("image", filter.image());
        wanted.put("model", filter.model());
        wanted.put("status", filter.status());
        wanted.put("port", filter.port());
        wanted.put("name", filter.name());
        wanted.put("profile", filter.profile());
        wanted.values().removeIf(value -> value == null);
        List<String> conditions = new ArrayList<>();
        wanted.keySet().forEach(field -> conditions.add("s." + field + " = :" + field));
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        TypedQuery<T> query = entities.createQuery(select + " from Service s" + where + order, result);
        wanted.forEach(query::setParameter);
        return query;
    }

    public Optional<Service> find(UUID id) {
        return Optional.ofNullable(entities.find(Service.class, id));
    }

    /** As {@link #find}; {@link UnknownItem} when there is none. */
    public Service get(UUID id) {
        return find(id).orElseThrow(() -> new UnknownItem("service", id.toString()));
    }

    /** Of those that had this name the newest live one, a stop being asked of it only if there is no other. */
    public Optional<Service> findByName(String name) {
        return list(new ServiceFilter(null, null, null, null, null, name, null)).stream()
                .min(Comparator.comparing((Service service) -> !service.isWanted())
                        .thenComparing(service -> !service.status().isLive()));
    }

    /** Those that may hold or still get a job, oldest first. */
    public List<Service> live() {
        return entities.createQuery(
                        "select s from Service s where s.status not in :ended order by s.createdAt, s.id",
                        Service.class)
                .setParameter("ended", ENDED)
                .getResultList();
    }

    Set<UUID> ids() {
        return Set.copyOf(
                entities.createQuery("select s.id from Service s", UUID.class).getResultList());
    }

    /** How many services there are in each status; statuses that none has are left out. */
    public Map<Status, Long> counts() {
        return entities.createQuery("select s.status, count(s) from Service s group by s.status", Object[].class)
                .getResultStream()
                .collect(Collectors.toMap(row -> (Status) row[0], row -> (Long) row[1]));
    }

    /** The service that was launched with this key in the last 24 h. */
    Optional<Service> findByIdempotencyKey(String key, Instant now) {
        return entities.createQuery("select s from Service s where s.idempotencyKey = :key", Service.class)
                .setParameter("key", key)
                .getResultStream()
                .filter(service -> service.createdAt().isAfter(now.minus(KEYS_LAST)))
                .findFirst();
    }

    /** Takes their keys from the services launched before that time, so that the keys may be used again. */
    void forgetIdempotencyKeys(Instant before) {
        // In the order in which all that lock many rows do, so that none waits for another in a circle.
        entities.createNativeQuery("update service set idempotency_key = null where id in (select id from service"
                        + " where idempotency_key is not null and created_at <= ?1 order by id for update)")
                .setParameter(1, Timestamp.from(before))
                .executeUpdate();
    }

    /** The lowest number from 8080 that no live service has. */
    public int freePort() {
        Set<Integer> taken = portsOfLive();
        int port = FIRST_PORT;
        while (taken.contains(port) && port < LAST_PORT) {
            port++;
        }
        return port;
    }

    Set<Integer> portsOfLive() {
        return Set.copyOf(
                entities.createQuery("select s.port from Service s where s.status not in :ended", Integer.class)
                        .setParameter("ended", ENDED)
                        .getResultList());
    }

    Service add(Service service) {
        entities.persist(service);
        entities.flush();
        return service;
    }

    /** Adds what is made for {@link #freePort}; callers take turns. */
    Service add(IntFunction<Service> forPort) {
        return add(forPort.apply(freePort()));
    }

    /** Applies one verb under a row lock. */
    Service change(UUID id, Consumer<Service> verb) {
        Service service = locked(id).orElseThrow(() -> new UnknownItem("service", id.toString()));
        verb.accept(service);
        entities.flush();
        return service;
    }

    /** Gives all services of a profile its new name, or none of them. */
    List<Service> followProfile(String from, String to) {
        List<Service> followers = entities.createQuery(
                        "select s from Service s where s.profile = :from order by s.id", Service.class)
                .setParameter("from", from)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        followers.forEach(service -> service.followProfile(to));
        entities.flush();
        return followers;
    }

    /** Applies one verb unless somebody changed the service since {@code seen} was read; empty when so. */
    Optional<Service> changeIfStill(Service seen, Consumer<Service> verb) {
        Optional<Service> now = locked(seen.id()).filter(service -> service.version() == seen.version());
        now.ifPresent(verb);
        entities.flush();
        return now;
    }

    /** As above for many in one transaction; those that somebody changed, or removed, are left out. */
    List<Service> changeIfStill(Collection<Service> seen, Consumer<Service> verb) {
        if (seen.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> versions = seen.stream().collect(Collectors.toMap(Service::id, Service::version));
        List<Service> now = entities.createQuery(
                        "select s from Service s where s.id in :ids order by s.id", Service.class)
                .setParameter("ids", versions.keySet())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .filter(service -> Objects.equals(versions.get(service.id()), service.version()))
                .toList();
        now.forEach(verb);
        entities.flush();
        return now;
    }

    /**
     * Notes the moment of the last use in the column alone: the version stays, as a use is no reason to drop a decision
     * that is being made meanwhile. False when there is no such service.
     */
    boolean used(UUID id, Instant at) {
        return entities.createNativeQuery("update service set last_used_at = ?1 where id = ?2")
                        .setParameter(1, Timestamp.from(at.truncatedTo(ChronoUnit.MICROS)))
                        .setParameter(2, id)
                        .executeUpdate()
                == 1;
    }

    /** Removes the record when its status is final; false when it is live or gone. */
    boolean removeEnded(UUID id) {
        Optional<Service> ended = locked(id).filter(service -> !service.status().isLive());
        ended.ifPresent(entities::remove);
        return ended.isPresent();
    }

    private Optional<Service> locked(UUID id) {
        return Optional.ofNullable(entities.find(Service.class, id, LockModeType.PESSIMISTIC_WRITE));
    }
}
