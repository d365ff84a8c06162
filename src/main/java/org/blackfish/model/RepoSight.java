package org.blackfish.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.blackfish.transport.Entry;

/**
 * A repository as it was seen last.
 *
 * @param folders those whose change means that it must be looked at again, with the times seen
 * @param copies its revisions, the one that {@code refs/main} names first and then the newest
 * @param problems why something of it could not be seen
 * @param settled whether nothing was written shortly before the look; what may still grow is looked at each time
 */
record RepoSight(Map<Path, Instant> folders, List<Copy> copies, List<String> problems, boolean settled) {
    /** Network disks tell times that are a little old. */
    static final Duration SETTLES = Duration.ofMinutes(10);

    RepoSight {
        folders = Map.copyOf(folders);
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
    }

    boolean isStill(Map<Path, Entry> now) {
        return settled && unchanged(folders, now);
    }

    static boolean unchanged(Map<Path, Instant> before, Map<Path, Entry> now) {
        for (Map.Entry<Path, Instant> folder : before.entrySet()) {
            Entry entry = now.get(folder.getKey());
            if (entry == null || !entry.modified().equals(folder.getValue())) {
                return false;
            }
        }
        return true;
    }
}
