package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a model on disk; null is what nobody tells.
 *
 * @param image the model's task, {@code unknown} where nothing tells it
 * @param modelDir the repository's folder
 * @param place {@code shared}, {@code home} or {@code hf_cache}, the cache of Hugging Face's own programs
 * @param defect why it cannot be run as it lies there, null when it can
 * @param files how many the revision has
 * @param totalGb decimal GB of all of them, where {@code metadata_} has those that a run needs
 * @param chatTemplate whether it brings one along
 * @param source {@code found} by hand or by another program, {@code added} by a client, {@code downloaded} by Blackfish
 */
public record ModelView(
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        String repo,
        String profile,
        @Nullable String revision,
        String image,
        String modelDir,
        ModelFacts metadata_,
        String place,
        String format,
        @Nullable String defect,
        int files,
        double totalGb,
        @Nullable String license,
        @Nullable String architecture,
        @Nullable Integer contextLength,
        @Nullable String quantization,
        @Nullable Boolean chatTemplate,
        String source,
        @Nullable Instant lastUsedAt) {}
