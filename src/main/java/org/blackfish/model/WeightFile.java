package org.blackfish.model;

import org.blackfish.transport.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A file of a snapshot: its path below it with slashes, bytes through links, and whether the link leads anywhere.
 *
 * @param closed whether this account may not see where the link leads
 * @param identity equal for two names of one file; null where the host does not tell
 */
record WeightFile(
        String path,
        long size,
        boolean present,
        boolean closed,
        @Nullable Object identity) {
    WeightFile(String path, long size, boolean present) {
        this(path, size, present, false, null);
    }

    static WeightFile of(String path, Entry entry) {
        return new WeightFile(path, entry.size(), entry.isFile(), entry.isClosed(), entry.identity());
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean atTop() {
        return path.indexOf('/') < 0;
    }
}
