package org.blackfish.model;

import org.jspecify.annotations.Nullable;

/**
 * A file of a snapshot: its path below it with slashes, bytes through links, and whether the link leads anywhere.
 *
 * @param identity equal for two names of one file; null where the host does not tell
 */
record WeightFile(
        String path, long size, boolean present, @Nullable Object identity) {
    WeightFile(String path, long size, boolean present) {
        this(path, size, present, null);
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean atTop() {
        return path.indexOf('/') < 0;
    }
}
