package org.blackfish.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a service is from now on.
 *
 * @param release whether its job has to be ended, or shall be told to end once more
 */
record Verdict(
        Status status,
        Phase phase,
        @Nullable String reason,
        @Nullable Instant unknownSince,
        boolean release) {}
