package org.blackfish.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a model's weights; {@code modelSizeGb} in decimal GB, from the files. */
public record ModelFacts(
        double modelSizeGb,
        String sizeSource,
        @Nullable Long parameterCount,
        @Nullable String dtype,
        @Nullable Instant fetchedAt) {}
