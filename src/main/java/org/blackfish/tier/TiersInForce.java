package org.blackfish.tier;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tiers that count now for a profile.
 *
 * @param problems findings of the file as it lies there now, which need not be the version in force
 * @param source the path of the file in force, or {@code built-in defaults}
 * @param readAt when the version in force was read
 * @param notice one sentence for people when the file as it lies there is not in force, else null
 */
public record TiersInForce(
        TierFile file,
        List<Finding> problems,
        String source,
        Instant readAt,
        @Nullable String notice) {
    static final String BUILT_IN = "built-in defaults";

    public TiersInForce {
        problems = List.copyOf(problems);
    }
}
