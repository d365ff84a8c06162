package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to run a service again and to say what it was; no secrets.
 *
 * @param sif the image's file; null for services of an older Blackfish
 * @param job Slurm's number; null while there is none
 * @param script the job script as it was submitted; null when its file is gone
 */
public record RunCardView(
        String blackfish,
        UUID id,
        String name,
        String model,
        @Nullable String revision,
        String engine,
        String imageRef,
        @Nullable String sif,
        List<String> engineArgs,
        Map<String, String> env,
        boolean trustRemoteCode,
        ResourcesAsked resources,
        String profile,
        String host,
        @Nullable String job,
        @Nullable String node,
        String status,
        @Nullable String reason,
        SlurmFacts slurm,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        Instant updatedAt,
        @Nullable String script) {
    public RunCardView {
        engineArgs = List.copyOf(engineArgs);
        env = Map.copyOf(env);
    }
}
