package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One look at the shared folder; sizes in bytes, null where the disk does not tell. */
public record CacheView(
        String folder,
        Instant at,
        boolean shared,
        boolean whole,
        int entries,
        long bytes,
        @Nullable Long diskTotal,
        @Nullable Long diskFree,
        @Nullable Long quotaUsed,
        @Nullable Long quotaLimit,
        List<CacheFindingView> findings) {}
