package org.blackfish.wire;

import org.jspecify.annotations.Nullable;

/**
 * A model as the hub describes it; a text that it does not say is empty.
 *
 * @param gate empty when anybody may fetch it, else {@code auto} or {@code manual}
 * @param parameterCount of the weights; {@code bytes} of all files of all revisions; null where the hub does not tell
 * @param link its page, where a licence is accepted
 */
public record HubModelView(
        String repo,
        String commit,
        String task,
        String license,
        String gate,
        boolean isPrivate,
        long downloads,
        long likes,
        String modified,
        @Nullable Long parameterCount,
        @Nullable Long bytes,
        @Nullable String link) {}
