package org.blackfish.transport;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A name in a folder tree with what its disk keeps of it.
 *
 * @param kind of the name itself; a symbolic link is {@code LINK} where links were not followed
 * @param link where a symbolic link leads; empty for what is none
 * @param mode the permission bits
 */
public record Found(
        Path path, Kind kind, Optional<Link> link, int mode, String owner, String group, long size, Instant modified) {
    /** What a name is. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    private static final int OTHERS_READ = 0004;
    private static final int OTHERS_ENTER = 0005;

    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Whether everybody may read it, or enter and list it. */
    public boolean isShared() {
        return switch (kind) {
            case FOLDER -> (mode & OTHERS_ENTER) == OTHERS_ENTER;
            case FILE -> (mode & OTHERS_READ) == OTHERS_READ;
            case LINK, OTHER -> true;
        };
    }

    /** The mode as people write it, {@code 755}. */
    public String octal() {
        return Integer.toOctalString(mode);
    }
}
