package org.blackfish.model;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/**
 * The weights of snapshot folders, remembered while no folder of the snapshot changed. A snapshot that is incomplete or
 * was written to in the ten minutes before the look may still grow, so it is looked at each time.
 */
final class SnapshotScan {
    private static final Duration SETTLES = Duration.ofMinutes(10);
    private static final int DEEPEST = 3;

    private record Folder(Path path, Instant modified) {}

    private record Seen(List<Folder> folders, Weights weights) {}

    private final Map<Path, Seen> remembered = new ConcurrentHashMap<>();
    private final Host host;

    SnapshotScan(Host host) {
        this.host = host;
    }

    Weights weights(Path snapshot) {
        Seen before = remembered.get(snapshot);
        if (before != null && before.folders().stream().allMatch(this::unchanged)) {
            return before.weights();
        }
        List<Folder> folders = new ArrayList<>();
        List<Entry> files = new ArrayList<>();
        host.find(snapshot).ifPresent(top -> walk(top, 0, folders, files));
        Weights weights = Weights.of(files.stream()
                .map(entry ->
                        new WeightFile(snapshot.relativize(entry.path()).toString(), entry.size(), entry.isFile()))
                .toList());
        if (weights.defect() == null && settled(folders, files)) {
            remembered.put(snapshot, new Seen(folders, weights));
        } else {
            remembered.remove(snapshot);
        }
        return weights;
    }

    private boolean unchanged(Folder folder) {
        Optional<Entry> now = host.find(folder.path());
        return now.isPresent() && now.get().modified().equals(folder.modified());
    }

    private void walk(Entry folder, int depth, List<Folder> folders, List<Entry> files) {
        folders.add(new Folder(folder.path(), folder.modified()));
        for (Entry entry : host.list(folder.path())) {
            if (!entry.isFolder()) {
                files.add(entry);
            } else if (depth < DEEPEST && !entry.symlink()) {
                walk(entry, depth + 1, folders, files);
            }
        }
    }

    private static boolean settled(List<Folder> folders, List<Entry> files) {
        Instant limit = Instant.now().minus(SETTLES);
        return folders.stream().allMatch(folder -> folder.modified().isBefore(limit))
                && files.stream().allMatch(file -> file.modified().isBefore(limit));
    }
}
