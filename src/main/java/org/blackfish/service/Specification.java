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
        Duration time,
        int cpus,
        int memoryGb,
        int gpus,
        @Nullable String partition,
        @Nullable String constraint,
        @Nullable String account,
        @Nullable String tier,
        String engine,
        Duration gracePeriod,
        @Nullable String idempotencyKey) {}
