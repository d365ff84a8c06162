package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service in the 27 members that existing clients know; the released command line fails on any other.
 *
 * @param protected_ always true: every engine asks for its key
 * @param image the kind of service, {@code text_generation}
 * @param jobId Slurm's number in decimal; null until {@code sbatch} has answered
 * @param port our own number, unique among live services; not the engine's port
 * @param time wall time as {@code HH:MM:SS}, with {@code D-} before it from a day on
 * @param ntasksPerNode CPU cores
 * @param mem memory in GB
 * @param gres number of GPUs, as text
 * @param gracePeriod seconds
 */
public record ServiceView(
        boolean protected_,
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        String name,
        String image,
        String imageRef,
        String model,
        String profile,
        String host,
        @Nullable String user,
        String homeDir,
        String cacheDir,
        @Nullable String jobId,
        int port,
        String status,
        String time,
        int ntasksPerNode,
        int mem,
        String gres,
        @Nullable String partition,
        @Nullable String constraint,
        @Nullable String account,
        @Nullable String scheduler,
        @Nullable String provider,
        @Nullable String mount,
        long gracePeriod) {}
