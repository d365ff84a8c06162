package org.blackfish.hub;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a download would do, before it is asked for.
 *
 * @param root the folder of models that it goes to
 * @param whole whether these are all files of the commit
 * @param bytes of the files chosen
 * @param missing bytes of them that are not there yet
 * @param free bytes that may still be written there, by disk and quota; empty when unknown
 * @param ggufs the GGUF models to choose from, with their sizes
 * @param obstacle why it could not be done, with the remedy; empty when it could
 */
public record DownloadPlan(
        HubModel model,
        Path root,
        List<HubFile> files,
        boolean whole,
        long bytes,
        long missing,
        Optional<Long> free,
        Map<String, Long> ggufs,
        Optional<String> obstacle) {
    public DownloadPlan {
        files = List.copyOf(files);
        ggufs = Map.copyOf(ggufs);
    }
}
