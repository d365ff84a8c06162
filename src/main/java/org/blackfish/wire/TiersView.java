package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tiers in force for a profile and what is wrong with their file.
 *
 * @param source the path of the file in force, or {@code built-in defaults}
 * @param notice one sentence when the file as it lies there is not in force
 */
public record TiersView(
        String profile,
        TimesView time,
        List<PartitionView> partitions,
        Map<String, String> models,
        List<FindingView> problems,
        String source,
        Instant readAt,
        @Nullable String notice) {
    public TiersView {
        partitions = List.copyOf(partitions);
        problems = List.copyOf(problems);
    }
}
