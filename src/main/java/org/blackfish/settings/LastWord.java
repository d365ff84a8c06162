package org.blackfish.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What this process tells its launcher before it ends: one sentence in a file of the process's own scratch folder, a
 * local one, which the launcher looks at all the time and removes in the end.
 */
public enum LastWord {
    /** The start failed; the launcher ends. */
    START_PROBLEM("start-problem"),

    /** Another server was faster in taking the data; the launcher waits for them, or ends where it was told not to. */
    IN_USE("in-use"),

    /** The server ends by itself; the launcher prints why. */
    END_PROBLEM("end-problem");

    private final String file;

    LastWord(String file) {
        this.file = file;
    }

    /** Leaves the sentence; an unwritable scratch folder leaves the launcher with nothing but our end. */
    public void leave(String sentence) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            // Whole at once, because the launcher may look at any time.
            Path fresh = Files.writeString(folder.resolve("." + file), sentence + "\n");
            Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException ignored) {
            // Nobody else could be told.
        }
    }

    /** Leaves what {@code failure} says, or what kind it is where it says nothing. */
    public void leave(Throwable failure) {
        String said = failure.getMessage();
        leave(said == null ? "The server met " + failure + "; its log says where." : said);
    }
}
