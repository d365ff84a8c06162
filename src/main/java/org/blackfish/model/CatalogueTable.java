package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue as a table by repository: a line each, of the revision that runs, its other revisions below it. */
@ApplicationScoped
@Transactional
public class CatalogueTable {
    private final EntityManager entities;

    @Inject
    public CatalogueTable(EntityManager entities) {
        this.entities = entities;
    }

    /** How the lines are ordered. */
    public enum Order {
        NAME("lower(m.repo)"),
        SIZE("m.runBytes"),
        TASK("m.image"),
        PLACE("m.place"),
        LAST_USED("coalesce(m.lastUsedAt, m.createdAt)");

        private final String expression;

        Order(String expression) {
            this.expression = expression;
        }
    }

    /** The repositories whose name or task holds the words. */
    public List<CatalogueEntry> lines(
            String profile, String words, Order order, boolean descending, int offset, int limit) {
        String by = " order by " + order.expression + (descending ? " desc" : "") + ", m.repo";
        return query("select m", by, profile, words, CatalogueEntry.class)
                .setFirstResult(offset)
                .setMaxResults(limit)
                .getResultList();
    }

    public int count(String profile, String words) {
        return query("select count(m)", "", profile, words, Long.class)
                .getSingleResult()
                .intValue();
    }

    private <T> TypedQuery<T> query(String select, String order, String profile, String words, Class<T> result) {
        String wanted = words.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        return entities.createQuery(
                        select + " from CatalogueEntry m where m.profile = :profile and m.rank = 0"
                                + " and (lower(m.repo) like :words escape '!' or m.image like :words escape '!')"
                                + order,
                        result)
                .setParameter("profile", profile)
                .setParameter("words", "%" + wanted + "%");
    }

    /** The revisions of these repositories that do not run by themselves, by repository. */
    public Map<String, List<CatalogueEntry>> others(String profile, Collection<String> repos) {
        if (repos.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery(
                        "select m from CatalogueEntry m where m.profile = :profile and m.rank > 0 and m.repo in :repos"
                                + " order by m.repo, m.rank",
                        CatalogueEntry.class)
                .setParameter("profile", profile)
                .setParameter("repos", repos)
                .getResultStream()
                .collect(Collectors.groupingBy(CatalogueEntry::repo));
    }
}
