package org.blackfish.transport;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder as seen through symbolic links; {@code size} in bytes, {@code kind} {@code OTHER} when broken and
 * {@code CLOSED} when this account may not see where the name leads.
 *
 * @param identity equal for two names that lead to one file; null where the host does not tell
 */
public record Entry(
        Path path,
        Kind kind,
        long size,
        Instant modified,
        boolean symlink,
        @Nullable Object identity) {
    /** What a name in a folder leads to. */
    public enum Kind {
        FILE,
        FOLDER,
        OTHER,
        CLOSED
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isClosed() {
        return kind == Kind.CLOSED;
    }
}
