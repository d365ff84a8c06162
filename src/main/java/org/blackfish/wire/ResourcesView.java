package org.blackfish.wire;

import java.util.List;
import java.util.Map;

/** The tiers of a profile as older clients read them; {@code models} maps repositories to prescribed tiers. */
public record ResourcesView(TimesView time, List<PartitionView> partitions, Map<String, String> models) {
    public ResourcesView {
        partitions = List.copyOf(partitions);
    }
}
