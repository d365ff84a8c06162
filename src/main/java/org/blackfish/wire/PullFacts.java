package org.blackfish.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pull as it is now; {@code bytesDone} counts what its present phase has made. */
public record PullFacts(
        String file,
        String image,
        @Nullable String digest,
        String place,
        String where,
        boolean replace,
        String phase,
        String words,
        long bytesDone,
        String by,
        Instant at,
        int attempt,
        @Nullable String job,
        boolean cancelling,
        String sentence,
        String log) {}
