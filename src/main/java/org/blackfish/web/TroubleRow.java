package org.blackfish.web;

import java.util.List;
import java.util.stream.Stream;
import org.blackfish.cache.CacheHealth;
import org.blackfish.cache.Finding;
import org.blackfish.cache.Trouble;

/**
 * One kind of trouble with the entries that have it.
 *
 * @param first the first of them
 * @param more how many more there are
 * @param ours how many of all we may mend
 * @param bytes what those of a size take, in words; empty when it is nothing
 */
public record TroubleRow(Trouble trouble, int count, int ours, String bytes, List<Finding> first, int more) {
    private static final int SHOWN = 20;

    static List<TroubleRow> of(CacheHealth health) {
        return Stream.of(Trouble.values())
                .map(trouble -> of(trouble, health.of(trouble)))
                .filter(row -> row.count() > 0)
                .toList();
    }

    private static TroubleRow of(Trouble trouble, List<Finding> all) {
        long bytes = all.stream().mapToLong(Finding::bytes).sum();
        return new TroubleRow(
                trouble,
                all.size(),
                (int) all.stream().filter(Finding::ours).count(),
                bytes == 0 ? "" : Words.gigabytes(bytes / 1e9),
                all.stream().limit(SHOWN).toList(),
                Math.max(0, all.size() - SHOWN));
    }
}
