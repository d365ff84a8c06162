package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SIF file that is there; what only its pull could know is null for one that was put there by hand. */
public record StagedImageView(
        String file,
        String place,
        String path,
        long size,
        Instant modified,
        String owner,
        String group,
        String mode,
        boolean readableByAll,
        @Nullable String image,
        @Nullable String digest,
        @Nullable String sha256,
        @Nullable String pulledBy,
        @Nullable Instant pulledAt,
        List<String> neededFor,
        List<String> mistakenFor,
        @Nullable String pinnedTag,
        List<String> usedBy,
        @Nullable CheckView check) {}
