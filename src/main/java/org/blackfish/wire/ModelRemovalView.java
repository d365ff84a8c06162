package org.blackfish.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of one model that was to be removed: {@code ok} or {@code error}, and why. */
public record ModelRemovalView(
        UUID modelId, String status, @Nullable String message) {}
