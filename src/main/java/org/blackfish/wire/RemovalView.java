package org.blackfish.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a deletion; {@code jobId} repeats {@code id}, since older clients read either; status ok or error. */
public record RemovalView(
        UUID id, UUID jobId, String status, @Nullable String message) {}
