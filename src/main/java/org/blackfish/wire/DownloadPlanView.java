package org.blackfish.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a download would do.
 *
 * @param bytes of the files chosen; {@code missing} those of them that are not there yet
 * @param free bytes that may still be written there, null when unknown
 * @param ggufs the GGUF models to choose from, with their bytes
 * @param obstacle why it could not be done, with the remedy; null when it could
 */
public record DownloadPlanView(
        HubModelView model,
        String folder,
        int files,
        long bytes,
        long missing,
        @Nullable Long free,
        Map<String, Long> ggufs,
        @Nullable String obstacle) {
    public DownloadPlanView {
        ggufs = Map.copyOf(ggufs);
    }
}
