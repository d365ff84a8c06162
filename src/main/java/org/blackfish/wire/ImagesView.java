package org.blackfish.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All about images on one profile; {@code program} is null where the host runs no containers. */
public record ImagesView(
        String profile,
        @Nullable String program,
        String pullWhere,
        List<NeededImageView> needed,
        List<StagedImageView> staged,
        List<PullFacts> pulls,
        List<String> problems) {}
