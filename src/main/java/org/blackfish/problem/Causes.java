package org.blackfish.problem;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lies behind a failure that others have wrapped. */
public final class Causes {
    private Causes() {}

    /** The failure, its cause, the cause of that and so on, as far as they are of this kind; nothing of null. */
    public static <X> Stream<X> of(@Nullable Throwable failure, Class<X> kind) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
