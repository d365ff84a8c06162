package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/** The recommended tier; reason {@code model-override size catch-all none}, tier null for the last. */
public record ChoiceView(String partition, @Nullable String tier, String reason, String sentence) {}
