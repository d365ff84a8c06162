package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job of ours without a record; {@code message} says why it cannot be adopted, {@code launchedFrom} is the home
 * directory of the Blackfish that launched it.
 */
public record OrphanView(
        UUID id,
        String jobId,
        String name,
        @Nullable String model,
        String profile,
        String state,
        @Nullable String node,
        @Nullable Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        @Nullable String launchedFrom,
        boolean adoptable,
        @Nullable String message) {}
