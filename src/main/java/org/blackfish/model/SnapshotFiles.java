package org.blackfish.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.Listing;

/**
 * The files of one snapshot, those in its folders too.
 *
 * @param weights the same files by their paths below it
 * @param folders all of them with the times they were last written
 * @param problems why some of it could not be seen
 */
record SnapshotFiles(List<Entry> files, List<WeightFile> weights, Map<Path, Instant> folders, List<String> problems) {
    private static final int DEEPEST = 3;

    /** Of many snapshots, level by level, each in one step. */
    static Map<Path, SnapshotFiles> of(Host host, Collection<Entry> snapshots) {
        Map<Path, Listing> listed = new HashMap<>();
        Collection<Path> level = snapshots.stream().map(Entry::path).toList();
        for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
            Map<Path, Listing> found = host.listAll(level);
            listed.putAll(found);
            level = found.values().stream()
                    .flatMap(listing -> listing.entries().stream())
                    .filter(SnapshotFiles::isOwnFolder)
                    .map(Entry::path)
                    .toList();
        }
        Map<Path, SnapshotFiles> all = new HashMap<>();
        for (Entry snapshot : snapshots) {
            SnapshotFiles one =
                    new SnapshotFiles(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new ArrayList<>());
            one.walk(snapshot, "", listed);
            all.put(snapshot.path(), one);
        }
        return all;
    }

    /** A link to a folder may lead anywhere, also to where it lies itself. */
    private static boolean isOwnFolder(Entry entry) {
        return entry.isFolder() && !entry.symlink();
    }

    private void walk(Entry folder, String above, Map<Path, Listing> listed) {
        folders.put(folder.path(), folder.modified());
        Listing listing = listed.get(folder.path());
        if (listing == null) {
            return;
        }
        if (listing.problem() != null) {
            problems.add(String.valueOf(listing.problem().getMessage()));
        }
        for (Entry entry : listing.entries()) {
            if (isOwnFolder(entry)) {
                walk(entry, above + entry.name() + "/", listed);
            } else if (!entry.isFolder()) {
                files.add(entry);
                weights.add(WeightFile.of(above + entry.name(), entry));
            }
        }
    }

    /** Of all files, each once however many names lead to it. */
    long bytes() {
        Set<Object> once = new HashSet<>();
        return files.stream()
                .filter(file -> file.identity() == null || once.add(file.identity()))
                .mapToLong(Entry::size)
                .sum();
    }

    Instant changed() {
        Instant latest = Instant.EPOCH;
        for (Instant folder : folders.values()) {
            latest = folder.isAfter(latest) ? folder : latest;
        }
        for (Entry file : files) {
            latest = file.modified().isAfter(latest) ? file.modified() : latest;
        }
        return latest;
    }
}
