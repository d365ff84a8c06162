package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.io.StringWriter;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.blackfish.problem.UnknownItem;
import org.jspecify.annotations.Nullable;

/** The store of the catalogue. Thousands of rows are written by one statement each, as JSON that PostgreSQL unpacks. */
@ApplicationScoped
@Transactional
public class Catalogue {
    private static final String COLUMNS =
            "id, repo, revision, rank, image, model_dir, place, format, run_bytes, files, total_bytes, defect, seen";
    private static final String TYPED = "id uuid, repo text, revision text, rank int, image text, model_dir text,"
            + " place text, format text, run_bytes bigint, files int, total_bytes bigint, defect text, seen text";
    private static final String SEEN = "rank = r.rank, model_dir = r.model_dir, place = r.place, format = r.format,"
            + " run_bytes = r.run_bytes, files = r.files, total_bytes = r.total_bytes, defect = r.defect, seen = r.seen";

    private final EntityManager entities;

    @Inject
    public Catalogue(EntityManager entities) {
        this.entities = entities;
    }

    /** What is kept of a row to know whether it is still right. */
    record Known(UUID id, String seen, @Nullable String described) {}

    /** Those that the filter means, by repository without regard to case, the revision that runs first. */
    public List<CatalogueEntry> list(CatalogueFilter filter, int offset, int limit) {
        if (filter.profiles().isEmpty()) {
            return List.of();
        }
        return query("select m", " order by lower(m.repo), m.repo, m.profile, m.rank", filter, CatalogueEntry.class)
                .setFirstResult(offset)
                .setMaxResults(Math.min(limit, Integer.MAX_VALUE - offset))
                .getResultList();
    }

    public int count(CatalogueFilter filter) {
        // An empty list is no list to PostgreSQL's "in".
        return filter.profiles().isEmpty()
                ? 0
                : query("select count(m)", "", filter, Long.class)
                        .getSingleResult()
                        .intValue();
    }

    private <T> TypedQuery<T> query(String select, String order, CatalogueFilter filter, Class<T> result) {
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("repo", filter.repo());
        wanted.put("revision", filter.revision());
        wanted.values().removeIf(value -> value == null);
        List<String> conditions = new ArrayList<>();
        wanted.keySet().forEach(field -> conditions.add("m." + field + " = :" + field));
        conditions.add("m.profile in :profiles");
        wanted.put("profiles", filter.profiles());
        if (!filter.images().isEmpty()) {
            conditions.add("m.image in :images");
            wanted.put("images", filter.images());
        }
        String where = " where " + String.join(" and ", conditions);
        TypedQuery<T> query = entities.createQuery(select + " from CatalogueEntry m" + where + order, result);
        wanted.forEach(query::setParameter);
        return query;
    }

    public Optional<CatalogueEntry> find(UUID id) {
        return Optional.ofNullable(entities.find(CatalogueEntry.class, id));
    }

    /** As {@link #find}; {@link UnknownItem} when there is none. */
    public CatalogueEntry get(UUID id) {
        return find(id).orElseThrow(() -> new UnknownItem("model", id.toString()));
    }

    Map<String, Known> known(String profile) {
        Map<String, Known> known = new HashMap<>();
        for (Object found : entities.createNativeQuery(
                        "select cast(id as text), repo, revision, seen, described from model where profile = ?1")
                .setParameter(1, profile)
                .getResultList()) {
            Object[] row = (Object[]) found;
            known.put(
                    CatalogueRow.key(String.valueOf(row[1]), (String) row[2]),
                    new Known(UUID.fromString(String.valueOf(row[0])), String.valueOf(row[3]), (String) row[4]));
        }
        return known;
    }

    void add(String profile, Collection<CatalogueRow> rows, Instant at) {
        if (!rows.isEmpty()) {
            execute(
                    "insert into model (" + COLUMNS + ", profile, source, created_at, updated_at)"
                            + " select " + COLUMNS + ", ?2, 'FOUND', cast(?3 as timestamptz), cast(?3 as timestamptz)"
                            + " from json_to_recordset(cast(?1 as json)) as r(" + TYPED + ") on conflict do nothing",
                    json(rows, CatalogueRow::write),
                    profile,
                    Timestamp.from(at));
        }
    }

    void change(Collection<CatalogueRow> rows, Instant at) {
        if (!rows.isEmpty()) {
            execute(
                    "update model m set " + SEEN + ", updated_at = cast(?2 as timestamptz)"
                            + " from json_to_recordset(cast(?1 as json)) as r(" + TYPED + ") where m.id = r.id",
                    json(rows, CatalogueRow::write),
                    Timestamp.from(at));
        }
    }

    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            execute(
                    "delete from model where id in (select cast(value as uuid)"
                            + " from jsonb_array_elements_text(cast(?1 as jsonb)))",
                    Json.createArrayBuilder(ids.stream().map(UUID::toString).toList())
                            .build()
                            .toString());
        }
    }

    /** Notes what the files say, read when they looked like {@code described}. */
    void describe(Collection<Described> described) {
        if (described.isEmpty()) {
            return;
        }
        execute(
                "update model m set described = r.described, architecture = r.architecture,"
                        + " context_length = r.context_length, quantization = r.quantization,"
                        + " chat_template = r.chat_template, license = coalesce(r.license, m.license),"
                        + " dtype = coalesce(r.dtype, m.dtype), image = coalesce(r.image, m.image),"
                        + " defect = coalesce(m.defect, r.defect)"
                        + " from json_to_recordset(cast(?1 as json)) as r(id uuid, described text, architecture text,"
                        + " context_length int, quantization text, chat_template boolean, license text, dtype text,"
                        + " image text, defect text) where m.id = r.id",
                json(described, Described::write));
    }

    /** Moves revisions whose files turned out to be broken behind those of their repository that are whole. */
    void rank(String profile) {
        execute(
                "update model m set rank = r.rank from (select id, row_number() over (partition by repo"
                        + " order by defect is not null, cast(split_part(seen, ' ', 1) as int)) - 1 as rank"
                        + " from model where profile = ?1) r where m.id = r.id and m.rank <> r.rank",
                profile);
    }

    /** Has PostgreSQL count its rows, so that it finds a page of thousands the short way; by itself it does so rarely. */
    void measure() {
        execute("analyze model");
    }

    /** What somebody else knows of a revision fills in what its files do not say. */
    public void learn(UUID id, Hearsay hearsay, Instant at) {
        execute(
                "update model set source = case when source = 'FOUND' then coalesce(?2, source) else source end, image = case when image = 'unknown'"
                        + " then coalesce(?3, image) else image end, license = coalesce(license, ?4),"
                        + " parameter_count = coalesce(cast(?5 as bigint), parameter_count), dtype = coalesce(dtype, ?6),"
                        + " fetched_at = cast(?7 as timestamptz), updated_at = cast(?7 as timestamptz) where id = cast(?1 as uuid)",
                id.toString(),
                hearsay.source() == null ? null : hearsay.source().name(),
                hearsay.task(),
                hearsay.license(),
                hearsay.parameterCount(),
                hearsay.dtype(),
                Timestamp.from(at));
    }

    /** A service was launched with it; false when it is not known yet. */
    public boolean used(String profile, String repo, @Nullable String revision, Instant at) {
        return execute(
                        "update model set last_used_at = greatest(last_used_at, cast(?4 as timestamptz)) where profile = ?1 and repo = ?2 and coalesce(revision, '') = ?3",
                        profile,
                        repo,
                        revision == null ? "" : revision,
                        Timestamp.from(at))
                > 0;
    }

    /** The profile has another name now; what was kept of an earlier one of that name goes. Doing it again changes nothing. */
    void rename(String profile, String name) {
        // Where no rows come, those of that name are not an earlier one's: the rename is being followed once more.
        execute(
                "delete from model where profile = ?2 and exists (select 1 from model where profile = ?1)",
                profile,
                name);
        execute("update model set profile = ?2 where profile = ?1", profile, name);
    }

    private int execute(String statement, @Nullable Object... values) {
        Query query = entities.createNativeQuery(statement);
        for (int at = 0; at < values.length; at++) {
            query.setParameter(at + 1, values[at]);
        }
        return query.executeUpdate();
    }

    private static <T> String json(Collection<T> rows, BiConsumer<T, JsonGenerator> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.createGenerator(text)) {
            json.writeStartArray();
            rows.forEach(one -> row.accept(one, json));
            json.writeEnd();
        }
        return text.toString();
    }
}
