package org.blackfish.hub;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model as the hub describes it; what it does not say is empty.
 *
 * @param commit of the revision that was asked for
 * @param pipelineTag the task, such as {@code text-generation}
 * @param gate empty when anybody may fetch it, else {@code auto} or {@code manual}
 * @param contextLength in tokens
 * @param bytes of all files of all revisions, where the hub tells; what a download takes is in its plan
 */
public record HubModel(
        String repo,
        String commit,
        String pipelineTag,
        String licence,
        String gate,
        boolean isPrivate,
        long downloads,
        long likes,
        String modified,
        String library,
        Optional<String> architecture,
        OptionalLong contextLength,
        OptionalLong parameters,
        OptionalLong bytes,
        List<String> tags) {
    public HubModel {
        tags = List.copyOf(tags);
    }

    public boolean isGated() {
        return !gate.isEmpty();
    }
}
