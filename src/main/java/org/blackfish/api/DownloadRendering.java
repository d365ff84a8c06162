package org.blackfish.api;

import java.util.Optional;
import java.util.UUID;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadPlan;
import org.blackfish.hub.DownloadStatus;
import org.blackfish.hub.HubModel;
import org.blackfish.wire.DownloadBegun;
import org.blackfish.wire.DownloadPlanView;
import org.blackfish.wire.DownloadView;
import org.blackfish.wire.HubModelView;
import org.jspecify.annotations.Nullable;

/** Downloads, and models of the hub, as they cross HTTP; pure. */
final class DownloadRendering {
    private DownloadRendering() {}

    /** In the shape that existing clients read. */
    static DownloadBegun begun(Download download) {
        return new DownloadBegun(
                download.id(),
                download.status().word(),
                download.repo(),
                "The download of " + download.repo() + " into " + download.root() + " has begun.");
    }

    static DownloadView view(Download download, @Nullable UUID model) {
        return new DownloadView(
                download.id(),
                download.createdAt(),
                download.updatedAt(),
                download.repo(),
                download.profile(),
                download.revision(),
                download.status().word(),
                download.status() == DownloadStatus.FAILED ? download.sentence() : null,
                model,
                download.commit(),
                download.useCache(),
                download.files(),
                download.site().word(),
                download.job().orElse(null),
                download.bytesDone(),
                download.bytesTotal(),
                download.filesDone(),
                download.filesTotal(),
                download.rate(),
                download.eta().map(eta -> Long.valueOf(eta.toSeconds())).orElse(null),
                download.sentence());
    }

    static DownloadPlanView view(DownloadPlan plan) {
        return new DownloadPlanView(
                view(plan.model(), Optional.empty()),
                plan.root().toString(),
                plan.files().size(),
                plan.bytes(),
                plan.missing(),
                plan.free().orElse(null),
                plan.ggufs(),
                plan.obstacle().orElse(null));
    }

    static HubModelView view(HubModel model, Optional<String> link) {
        return new HubModelView(
                model.repo(),
                model.commit(),
                model.pipelineTag(),
                model.licence(),
                model.gate(),
                model.isPrivate(),
                model.downloads(),
                model.likes(),
                model.modified(),
                model.parameters().isPresent() ? Long.valueOf(model.parameters().getAsLong()) : null,
                model.bytes().isPresent() ? Long.valueOf(model.bytes().getAsLong()) : null,
                link.orElse(null));
    }
}
