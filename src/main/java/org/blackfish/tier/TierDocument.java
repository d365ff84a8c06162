package org.blackfish.tier;

import java.nio.file.Path;
import java.util.List;

/**
 * A tier file as it lies there, for somebody who edits it.
 *
 * @param yaml its text, empty where there is no file or none that is text
 * @param size in bytes, 0 where there is no file
 * @param version what tells this content from any other, {@code none} where there is no file
 */
public record TierDocument(Path path, String yaml, int size, String version, TierReading reading) {
    /** The version of a file that is not there. */
    public static final String NONE = "none";

    /** A file that is not there. */
    public static TierDocument absent(Path path) {
        return new TierDocument(path, "", 0, NONE, new TierReading(null, List.of()));
    }

    public boolean exists() {
        return !version.equals(NONE);
    }
}
