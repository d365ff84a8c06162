package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadSite;
import org.blackfish.hub.DownloadStatus;
import org.junit.jupiter.api.Test;

class PullsAndDownloadsTest {
    private static Download download(DownloadStatus status) {
        return new Download(
                UUID.randomUUID(),
                Instant.EPOCH,
                Instant.EPOCH,
                "lab/" + status.word(),
                "p",
                null,
                "c".repeat(40),
                true,
                Path.of("/cache/models"),
                "run",
                DownloadSite.HERE,
                status,
                0,
                0,
                0,
                0,
                0,
                "",
                Optional.empty());
    }

    @Test
    void whatMayGoOnIsNeededAndWhatIsOverIsNot() {
        List<Download> downloads = Stream.of(DownloadStatus.values())
                .map(PullsAndDownloadsTest::download)
                .toList();
        assertThat(PullsAndDownloads.folders(List.of(), downloads))
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "models--lab--pending",
                        "models--lab--downloading",
                        "models--lab--paused",
                        "models--lab--failed");
    }
}
