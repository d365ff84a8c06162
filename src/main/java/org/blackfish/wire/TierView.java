package org.blackfish.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tier; {@code maxModelSizeGb} in decimal GB, null for no limit; {@code slurm} holds constraint and gres if given. */
public record TierView(
        String name,
        String description,
        @Nullable Double maxModelSizeGb,
        int gpuCount,
        @Nullable String gpuType,
        int cpuCores,
        int memoryGb,
        Map<String, String> slurm) {}
