package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/**
 * An image that this version needs; {@code source} says who pinned it, {@code standing} whether the file of its name is
 * it ({@code same}, {@code unknown}, {@code other}; null without one), {@code sentence} what is to be done about it.
 */
public record NeededImageView(
        String use,
        String service,
        String engine,
        String image,
        @Nullable String digest,
        String sif,
        String source,
        boolean staged,
        @Nullable String standing,
        String sentence,
        String command) {}
