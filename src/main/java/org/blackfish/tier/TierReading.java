package org.blackfish.tier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tier file as far as it could be read: null when any finding is an error. */
public record TierReading(@Nullable TierFile file, List<Finding> findings) {
    public TierReading {
        findings = List.copyOf(findings);
    }

    /** How many findings are errors. */
    public long errors() {
        return findings.stream().filter(Finding::isError).count();
    }
}
