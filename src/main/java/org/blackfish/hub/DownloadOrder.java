package org.blackfish.hub;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for.
 *
 * @param revision commit, branch or tag; null for {@code main}
 * @param useCache into the shared {@code cache_dir} instead of {@code home_dir}
 * @param partition of the Slurm job; empty for the setting's, else the cluster's own
 */
public record DownloadOrder(
        RepoId repo,
        @Nullable String revision,
        boolean useCache,
        FileChoice files,
        DownloadSite site,
        Optional<String> partition) {
    public DownloadOrder {
        if (revision != null) {
            RepoId.checkRevision(revision);
        }
    }

    /** Of the newest revision, what an engine needs, into the home, through this machine. */
    public static DownloadOrder of(String repo) {
        return new DownloadOrder(new RepoId(repo), null, false, FileChoice.RUN, DownloadSite.HERE, Optional.empty());
    }
}
