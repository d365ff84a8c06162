package org.blackfish.wire;

import java.util.List;

/** A pinned image and the tags of it that are staged for a profile. */
public record ContainerView(String service, String repo, List<String> tags, String default_, boolean defaultStaged) {
    public ContainerView {
        tags = List.copyOf(tags);
    }
}
