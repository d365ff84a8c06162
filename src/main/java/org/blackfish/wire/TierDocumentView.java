package org.blackfish.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tier file as it lies there, for editing.
 *
 * @param version what {@code If-Match} must name to change it, {@code none} where there is no file
 * @param notice one sentence when it is not in force
 */
public record TierDocumentView(
        String profile,
        String path,
        String version,
        boolean exists,
        String yaml,
        List<FindingView> problems,
        @Nullable String notice) {
    public TierDocumentView {
        problems = List.copyOf(problems);
    }
}
