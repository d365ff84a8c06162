package org.blackfish.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.blackfish.transport.Host;

/** Folders with the times at which they were last written, to tell in one step whether any of them was since. */
final class FolderTimes {
    static final FolderTimes NONE = new FolderTimes(List.of(), new long[0]);

    private final List<Path> folders;
    private final long[] times;

    private FolderTimes(List<Path> folders, long[] times) {
        this.folders = folders;
        this.times = times;
    }

    static FolderTimes of(Map<Path, Instant> seen) {
        List<Path> folders = new ArrayList<>();
        long[] times = new long[seen.size()];
        seen.forEach((folder, time) -> {
            times[folders.size()] = Host.nanoseconds(time);
            folders.add(folder);
        });
        return new FolderTimes(folders, times);
    }

    static FolderTimes of(Path folder, long time) {
        return new FolderTimes(List.of(folder), new long[] {time});
    }

    /** One behind the other. */
    static FolderTimes all(Collection<FolderTimes> parts) {
        List<Path> folders = new ArrayList<>();
        parts.forEach(part -> folders.addAll(part.folders));
        return new FolderTimes(
                folders,
                parts.stream().flatMapToLong(part -> LongStream.of(part.times)).toArray());
    }

    List<Path> folders() {
        return folders;
    }

    int size() {
        return times.length;
    }

    /** Whether the times that begin at {@code from} are those seen. */
    boolean areStill(long[] now, int from) {
        return Arrays.equals(times, 0, times.length, now, from, from + times.length);
    }
}
