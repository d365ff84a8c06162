package org.blackfish.transport;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at many paths of this machine, with all processors where there are many. */
final class Many {
    private static final int WORTH_IT = 64;

    private Many() {}

    /** What the look says of each path; a null is left out. */
    static <T> Map<Path, T> each(Collection<Path> paths, Function<Path, @Nullable T> look) {
        Map<Path, T> seen = new ConcurrentHashMap<>(2 * paths.size() + 1);
        stream(paths).forEach(path -> {
            T found = look.apply(path);
            if (found != null) {
                seen.put(path, found);
            }
        });
        return seen;
    }

    /** What the look says of each path, in their order. */
    static long[] numbers(List<Path> paths, ToLongFunction<Path> look) {
        return stream(paths).mapToLong(look).toArray();
    }

    private static Stream<Path> stream(Collection<Path> paths) {
        return paths.size() < WORTH_IT ? paths.stream() : paths.parallelStream();
    }
}
