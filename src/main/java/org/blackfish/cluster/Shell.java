package org.blackfish.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Quoting for the two readers of a job script, and the shell functions that every script carries. */
public final class Shell {
    /** The text of {@code job-functions.sh} beside this class. */
    static final String FUNCTIONS = resource("job-functions.sh");

    private Shell() {}

    /** One word for bash, whatever it holds. */
    public static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** One word for sbatch, which knows quotes as bash does but takes a backslash as an escape even inside them. */
    public static String directiveQuoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String resource(String name) {
        try (InputStream stream = Shell.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
