package org.blackfish.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The data of a {@code service} event; status and phase are null when the record was removed. */
public record ServiceNews(
        UUID id, @Nullable String status, @Nullable String phase, boolean removed) {}
