package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a model on disk.
 *
 * @param id the same for the same profile, repository and revision
 * @param image the model's task, {@code unknown} where the files do not tell
 * @param modelDir the repository's folder
 * @param place {@code shared} or {@code home}
 * @param defect why it cannot be run as it lies there, null when it can
 */
public record ModelView(
        UUID id,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        String repo,
        String profile,
        @Nullable String revision,
        String image,
        String modelDir,
        ModelFacts metadata_,
        String place,
        String format,
        @Nullable String defect) {}
