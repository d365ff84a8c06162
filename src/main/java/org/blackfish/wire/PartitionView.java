package org.blackfish.wire;

import java.util.List;

/** A partition and its tiers in file order. */
public record PartitionView(String name, boolean default_, List<TierView> tiers) {
    public PartitionView {
        tiers = List.copyOf(tiers);
    }
}
