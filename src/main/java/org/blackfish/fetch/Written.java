package org.blackfish.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * What a download has written, by the names of blobs and {@link #LISTING}, noted in its own folder right before each has
 * its name; what another program wrote is not among it.
 */
final class Written {
    /** The listing of the revision, where there was none before. */
    static final String LISTING = "listing";

    private static final String FILE = "written";

    private final Path notes;

    /** {@code folder} is the download's own. */
    Written(Path folder) {
        this.notes = folder.resolve(FILE);
    }

    void note(String name) {
        try {
            Files.writeString(notes, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException lost) {
            // A full disk costs the note, never the transfer: what it was of stays when the download is cancelled.
            return;
        }
    }

    /** What stays of it stays from now on: whatever is fetched later is noted anew. */
    void forget() throws IOException {
        Files.deleteIfExists(notes);
    }

    Set<String> names() {
        try {
            return Set.copyOf(Files.readAllLines(notes));
        } catch (IOException none) {
            return Set.of();
        }
    }
}
