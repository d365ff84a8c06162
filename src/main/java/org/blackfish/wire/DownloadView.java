package org.blackfish.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A download as it is known now.
 *
 * @param status {@code pending downloading paused completed failed cancelled}
 * @param modelId of the catalogue, once it is there
 * @param files {@code run}, {@code whole}, or the name of a GGUF file
 * @param where {@code slurm} for a job, else this machine
 * @param rate bytes a second over the last seconds
 * @param eta seconds at this rate, null when nothing comes
 * @param sentence why it failed or waits; empty while all goes well
 */
public record DownloadView(
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        String repoId,
        String profile,
        @Nullable String revision,
        String status,
        @Nullable String errorMessage,
        @Nullable UUID modelId,
        String commit,
        boolean useCache,
        String files,
        String where,
        @Nullable String job,
        long bytesDone,
        long bytesTotal,
        int filesDone,
        int filesTotal,
        long rate,
        @Nullable Long eta,
        String sentence) {}
