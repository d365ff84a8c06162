package org.blackfish.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What must be done to the rows of a profile so that they say what lies on its disk; decided without effects.
 *
 * @param unread those whose files have not been read since they changed
 * @param first whether there are no rows yet
 */
record RowChanges(
        List<CatalogueRow> fresh,
        List<CatalogueRow> changed,
        Set<UUID> gone,
        List<CatalogueRow> unread,
        boolean first) {
    static RowChanges of(List<Copy> copies, Map<String, Catalogue.Known> known) {
        List<CatalogueRow> fresh = new ArrayList<>();
        List<CatalogueRow> changed = new ArrayList<>();
        List<CatalogueRow> unread = new ArrayList<>();
        Set<UUID> gone = new HashSet<>();
        known.values().forEach(row -> gone.add(row.id()));
        for (CatalogueRow row : rows(copies, known)) {
            Catalogue.Known before = known.get(row.key());
            boolean same = before != null && before.seen().equals(row.seen());
            if (before == null) {
                fresh.add(row);
            } else if (!same) {
                changed.add(row);
            }
            if (before == null || !same || !row.copy().fingerprint().equals(before.described())) {
                unread.add(row);
            }
            gone.remove(row.id());
        }
        return new RowChanges(fresh, changed, gone, unread, known.isEmpty());
    }

    boolean any() {
        return !gone.isEmpty() || !fresh.isEmpty() || !changed.isEmpty();
    }

    /** Of each repository those that are whole first, since the first is the one that runs. */
    private static List<CatalogueRow> rows(List<Copy> copies, Map<String, Catalogue.Known> known) {
        List<CatalogueRow> rows = new ArrayList<>();
        Map<String, Integer> ranks = new HashMap<>();
        List<Copy> wholeFirst = copies.stream()
                .sorted(Comparator.comparing(copy -> copy.model().defect() != null))
                .toList();
        for (Copy copy : wholeFirst) {
            String repo = copy.model().repo();
            int rank = ranks.merge(repo, 1, Integer::sum) - 1;
            Catalogue.Known before =
                    known.get(CatalogueRow.key(repo, copy.model().revision()));
            rows.add(new CatalogueRow(before == null ? UUID.randomUUID() : before.id(), rank, copy));
        }
        return rows;
    }
}
