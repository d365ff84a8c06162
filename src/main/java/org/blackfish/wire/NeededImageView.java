package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** An image that this version needs; {@code source} says who pinned it. */
public record NeededImageView(
        String use,
        String service,
        String engine,
        String image,
        @Nullable String digest,
        String sif,
        String source,
        boolean staged,
        String command) {}
