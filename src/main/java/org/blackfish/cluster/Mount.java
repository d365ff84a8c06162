package org.blackfish.cluster;

import java.nio.file.Path;
import org.blackfish.problem.InvalidInput;

/** A folder or file of the node that the container sees; both paths are absolute. */
public record Mount(Path source, Path target, boolean readOnly) {
    public Mount {
        for (Path path : new Path[] {source, target}) {
            Checked.text("mount", path.toString());
            if (!path.isAbsolute() || path.toString().indexOf('\\') >= 0) {
                throw new InvalidInput(
                        "mount", "The path " + path + " cannot be mounted; it must be absolute and without backslash.");
            }
        }
    }

    /** The same path inside as outside, read-only. */
    public static Mount readOnly(Path path) {
        return new Mount(path, path, true);
    }

    /** The value of Apptainer's {@code --bind}, which takes commas and colons only with a backslash. */
    String bind() {
        return escaped(source) + ":" + escaped(target) + (readOnly ? ":ro" : "");
    }

    private static String escaped(Path path) {
        return path.toString().replace(",", "\\,").replace(":", "\\:");
    }
}
