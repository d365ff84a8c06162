package org.blackfish.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A download as it is known now.
 *
 * @param revision as it was asked for, null for {@code main}
 * @param commit what that was
 * @param root the folder of models that it goes to
 * @param files the choice of files, a {@link FileChoice#word}
 * @param rate bytes a second over the last seconds, 0 while nothing comes
 * @param sentence why it failed or waits; empty while all goes well
 * @param job Slurm's number, where it is one
 */
public record Download(
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        String repo,
        String profile,
        @Nullable String revision,
        String commit,
        boolean useCache,
        Path root,
        String files,
        DownloadSite site,
        DownloadStatus status,
        long bytesDone,
        long bytesTotal,
        int filesDone,
        int filesTotal,
        long rate,
        String sentence,
        Optional<String> job) {

    /** How long it still takes at this rate; empty when nothing comes. */
    public Optional<Duration> eta() {
        return status == DownloadStatus.DOWNLOADING && rate > 0
                ? Optional.of(Duration.ofSeconds(Math.max(0, bytesTotal - bytesDone) / rate))
                : Optional.empty();
    }
}
