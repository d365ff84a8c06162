package org.blackfish.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hub said of one model.
 *
 * @param status {@code up_to_date update_available updating error}
 * @param taskId the download that has begun, null when none has
 */
public record ModelUpdateView(
        UUID modelId,
        String status,
        @Nullable String oldRevision,
        @Nullable String newRevision,
        String message,
        @Nullable UUID taskId) {}
