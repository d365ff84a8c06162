package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** A tier file that is now in force; {@code warning} says when its history could not be written. */
public record PublishedView(String version, @Nullable String warning) {}
