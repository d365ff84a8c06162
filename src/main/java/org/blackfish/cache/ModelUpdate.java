package org.blackfish.cache;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the hub said of one model.
 *
 * @param newest the hub's commit, null when it could not be asked
 * @param download the one that has begun, where that was asked for
 */
public record ModelUpdate(
        UUID model,
        Answer answer,
        @Nullable String old,
        @Nullable String newest,
        String sentence,
        Optional<UUID> download) {
    /** Whether there is something newer. */
    public enum Answer {
        UP_TO_DATE,
        UPDATE_AVAILABLE,
        UPDATING,
        ERROR
    }
}
