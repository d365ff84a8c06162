package org.blackfish.model;

import org.jspecify.annotations.Nullable;

/** What a client or the hub says of a revision; null is what they do not say. */
public record Hearsay(
        @Nullable Source source,
        @Nullable String task,
        @Nullable String license,
        @Nullable Long parameterCount,
        @Nullable String dtype) {
    public Hearsay {
        task = Foreign.text(task);
        license = Foreign.text(license);
        dtype = Foreign.text(dtype);
    }
}
