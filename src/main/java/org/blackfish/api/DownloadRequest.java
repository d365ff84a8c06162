package org.blackfish.api;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.blackfish.hub.DownloadOrder;
import org.blackfish.hub.DownloadSite;
import org.blackfish.hub.FileChoice;
import org.blackfish.hub.RepoId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be downloaded, for which profile. Every wrong member is named.
 *
 * @param ignored names members of the body that nothing knew
 */
record DownloadRequest(String profile, DownloadOrder order, List<String> ignored) {
    DownloadRequest {
        ignored = List.copyOf(ignored);
    }

    static DownloadRequest read(JsonObject body, DownloadSite usual) {
        JsonFields fields = new JsonFields(body);
        String repo = fields.neededText("repo_id");
        String profile = fields.neededText("profile");
        String revision = fields.text("revision");
        boolean useCache = fields.flag("use_cache");
        String files = fields.text("files");
        String where = fields.text("where");
        String partition = fields.text("partition");
        RepoId id = fields.checked(() -> new RepoId(repo));
        FileChoice choice = files == null ? FileChoice.RUN : fields.checked(() -> new FileChoice(files));
        DownloadSite site = site(fields, where, usual);
        if (partition != null && !partition.matches("[\\w.+-]{1,100}")) {
            fields.wrong("partition", "The partition \"" + JsonFields.shown(partition) + "\" is no partition's name.");
        }
        DownloadOrder order = id == null || choice == null || site == null
                ? null
                : fields.checked(
                        () -> new DownloadOrder(id, revision, useCache, choice, site, Optional.ofNullable(partition)));
        List<String> ignored = fields.complete();
        if (order == null) {
            throw new IllegalStateException("something is missing without a complaint");
        }
        return new DownloadRequest(profile, order, ignored);
    }

    private static @Nullable DownloadSite site(JsonFields fields, @Nullable String where, DownloadSite usual) {
        if (where == null) {
            return usual;
        }
        DownloadSite site = DownloadSite.of(where).orElse(null);
        if (site == null) {
            fields.wrong("where", "The where \"" + JsonFields.shown(where) + "\" is none; give here or slurm.");
        }
        return site;
    }
}
