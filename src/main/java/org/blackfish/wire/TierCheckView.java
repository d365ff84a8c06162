package org.blackfish.wire;

import java.util.List;

/** Whether a tier file could be published, and all that is wrong or odd in it. */
public record TierCheckView(boolean ok, List<FindingView> problems) {
    public TierCheckView {
        problems = List.copyOf(problems);
    }
}
