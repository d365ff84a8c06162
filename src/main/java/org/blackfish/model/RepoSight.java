package org.blackfish.model;

import java.time.Duration;
import java.util.List;

/**
 * A repository as it was seen last.
 *
 * @param folders those whose change means that it must be looked at again, with the times seen
 * @param copies its revisions, the one that {@code refs/main} names first and then the newest
 * @param problems why something of it could not be seen
 * @param settled whether nothing was written shortly before the look; what may still grow is looked at each time
 */
record RepoSight(FolderTimes folders, List<Copy> copies, List<String> problems, boolean settled) {
    /** Network disks tell times that are a little old. */
    static final Duration SETTLES = Duration.ofMinutes(10);

    RepoSight {
        copies = List.copyOf(copies);
        problems = List.copyOf(problems);
    }
}
