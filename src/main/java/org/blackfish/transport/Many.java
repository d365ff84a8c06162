package org.blackfish.transport;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at many paths of this machine, with all processors where there are many. */
final class Many {
    private static final int WORTH_IT = 64;

    private Many() {}

    /** What the look says of each path; a null is left out. */
    static <T> Map<Path, T> each(Collection<Path> paths, Function<Path, @Nullable T> look) {
        Map<Path, T> seen = new ConcurrentHashMap<>(2 * paths.size() + 1);
        var stream = paths.size() < WORTH_IT ? paths.stream() : paths.parallelStream();
        stream.forEach(path -> {
            T found = look.apply(path);
            if (found != null) {
                seen.put(path, found);
            }
        });
        return seen;
    }
}
