package org.blackfish.wire;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often Slurm was asked in the last hour, by command, and how old our picture of it is. */
public record MeterView(
        @Nullable Instant asOf,
        Map<String, Integer> callsLastHour,
        int total,
        @Nullable String trouble) {}
