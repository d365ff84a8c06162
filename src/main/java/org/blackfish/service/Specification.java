package org.blackfish.service;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a service is from its launch to its end: everything about it that no job or probe can change. */
public record Specification(
        String name,
        String image,
        String imageRef,
        String model,
        @Nullable String revision,
        String profile,
        String host,
        @Nullable String user,
        Path homeDirectory,
        Path cacheDirectory,
        int port,
        Resources resources,
        String engine,
        Duration gracePeriod,
        EngineOptions options,
        @Nullable Integer idleMinutes,
        Path sif,
        @Nullable String idempotencyKey,
        String fingerprint) {}
