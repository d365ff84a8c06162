package org.blackfish.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a model on disk.
 *
 * @param repo {@code namespace/name}, or {@code local/X} for a lone file {@code models/X.gguf}
 * @param revision the snapshot's commit, null for a lone file
 * @param file what an engine is given: the snapshot folder, or the (first) GGUF file
 * @param bindRoot the folder to bind into a container: it holds {@code models--*} and the shared {@code blobs}, so that
 *     links lead somewhere; {@code file} lies below it
 * @param sizeGb decimal GB of the weights that are run
 * @param defect why the model cannot be run as it lies there, null when it can
 */
public record Model(
        String repo,
        @Nullable String revision,
        Path file,
        Path bindRoot,
        double sizeGb,
        Place place,
        Format format,
        @Nullable String defect) {
    public Model {
        defect = Foreign.text(defect);
    }

    /** The repository's folder; for a lone file the folder it lies in. */
    public Path repoFolder() {
        return revision == null ? bindRoot : bindRoot.resolve(file.getName(bindRoot.getNameCount()));
    }

    Model lacking(@Nullable String what) {
        return what == null || defect != null
                ? this
                : new Model(repo, revision, file, bindRoot, sizeGb, place, format, what);
    }
}
