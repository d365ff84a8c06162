package org.blackfish.cluster;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;

/**
 * A small file that we give to a program: it lies under {@code name} beside the job's script, and the container sees it
 * at {@code target}, read-only.
 */
public record Enclosure(String name, String text, Path target) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*\\.py");

    public Enclosure {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("enclosure", "\"" + name + "\" cannot be the name of an enclosed Python file.");
        }
    }

    Mount mount(Path workDirectory) {
        return new Mount(workDirectory.resolve(name), target, true);
    }
}
