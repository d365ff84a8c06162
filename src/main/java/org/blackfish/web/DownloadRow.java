package org.blackfish.web;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadSite;
import org.blackfish.hub.DownloadStatus;

/**
 * One download as people read it.
 *
 * @param progress {@code 1.2 GB of 4.7 GB, 3 of 9 files}
 * @param pace speed and what is left of the time; empty while nothing comes
 */
public record DownloadRow(
        UUID id,
        String repo,
        String place,
        String word,
        String tone,
        int percent,
        String progress,
        String pace,
        Instant at,
        String sentence,
        boolean live,
        boolean resumable,
        boolean done) {
    private static final Pattern LINK = Pattern.compile("https?://[^\\s()<>\"]*[^\\s()<>\".,;:]");

    static DownloadRow of(Download download) {
        String job = download.job().map(id -> " by job " + id).orElse("");
        return new DownloadRow(
                download.id(),
                download.repo(),
                (download.useCache() ? "into the shared folder" : "into your home")
                        + (download.site() == DownloadSite.SLURM ? job.isEmpty() ? " by a Slurm job" : job : ""),
                word(download.status()),
                tone(download.status()),
                percent(download),
                progress(download),
                pace(download),
                download.createdAt(),
                download.sentence(),
                download.status().isLive(),
                isResumable(download.status()),
                download.status() == DownloadStatus.COMPLETED);
    }

    /** The first address in the sentence, such as that of a licence to accept; empty when there is none. */
    public String link() {
        Matcher link = LINK.matcher(sentence);
        return link.find() ? link.group() : "";
    }

    /** The sentence up to its address, the whole one when there is none. */
    public String before() {
        return link().isEmpty() ? sentence : sentence.substring(0, sentence.indexOf(link()));
    }

    /** The sentence after its address. */
    public String after() {
        return sentence.substring(before().length() + link().length());
    }

    private static boolean isResumable(DownloadStatus status) {
        return status == DownloadStatus.PAUSED || status == DownloadStatus.FAILED || status == DownloadStatus.CANCELLED;
    }

    private static String word(DownloadStatus status) {
        return switch (status) {
            case PENDING -> "waiting";
            case DOWNLOADING -> "downloading";
            case PAUSED -> "paused";
            case COMPLETED -> "complete";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    private static String tone(DownloadStatus status) {
        return switch (status) {
            case PENDING -> "wait";
            case DOWNLOADING -> "busy";
            case COMPLETED -> "good";
            case FAILED -> "bad";
            case PAUSED, CANCELLED -> "off";
        };
    }

    /** Whole only when it is: the last tenth of a percent is not rounded up. */
    private static int percent(Download download) {
        if (download.status() == DownloadStatus.COMPLETED) {
            return 100;
        }
        return download.bytesTotal() <= 0 ? 0 : Math.clamp(100 * download.bytesDone() / download.bytesTotal(), 0, 99);
    }

    private static String progress(Download download) {
        return Words.bytes(download.bytesDone()) + " of " + Words.bytes(download.bytesTotal()) + ", "
                + download.filesDone() + " of " + download.filesTotal()
                + (download.filesTotal() == 1 ? " file" : " files");
    }

    private static String pace(Download download) {
        if (download.status() != DownloadStatus.DOWNLOADING || download.rate() <= 0) {
            return "";
        }
        return Words.bytes(download.rate()) + "/s"
                + download.eta().map(eta -> ", " + Words.of(eta) + " left").orElse("");
    }
}
