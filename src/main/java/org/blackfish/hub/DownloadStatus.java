package org.blackfish.hub;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a download is. */
public enum DownloadStatus {
    /** Stored, and its program or job has not begun yet. */
    PENDING,
    DOWNLOADING,
    /** Stopped by its user, to go on later. */
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    /** Whether something of it runs or is to run. */
    public boolean isLive() {
        return switch (this) {
            case PENDING, DOWNLOADING -> true;
            case PAUSED, COMPLETED, FAILED, CANCELLED -> false;
        };
    }

    /** The word of the REST API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DownloadStatus> of(String word) {
        return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
    }
}
