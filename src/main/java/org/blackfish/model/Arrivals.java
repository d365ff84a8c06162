package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.blackfish.hub.Download;
import org.blackfish.hub.DownloadChanged;
import org.blackfish.hub.DownloadStatus;
import org.blackfish.hub.Hub;
import org.blackfish.hub.HubModel;
import org.blackfish.hub.RepoId;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Profiles;

/** Takes what a download has brought into the catalogue, with what the hub says of that very commit. */
@ApplicationScoped
public class Arrivals {
    private static final System.Logger LOG = System.getLogger(Arrivals.class.getName());

    private final Library library;
    private final Profiles profiles;
    private final Hub hub;

    @Inject
    public Arrivals(Library library, Profiles profiles, Hub hub) {
        this.library = library;
        this.profiles = profiles;
        this.hub = hub;
    }

    void changed(@Observes DownloadChanged changed) {
        Download download = changed.download();
        if (download.status() == DownloadStatus.COMPLETED) {
            Thread.ofVirtual().name("model-arrival").start(() -> arrived(download));
        }
    }

    private void arrived(Download download) {
        try {
            library.add(profiles.get(download.profile()), download.repo(), download.commit(), said(download));
        } catch (ProblemException gone) {
            // Removed, or its profile renamed, since; the next look finds what is there.
            LOG.log(System.Logger.Level.INFO, "Not in the catalogue: " + gone.getMessage());
        }
    }

    private Hearsay said(Download download) {
        try {
            return hearsay(hub.find(new RepoId(download.repo()), download.commit()));
        } catch (ProblemException silent) {
            return new Hearsay(Source.DOWNLOADED, null, null, null, null);
        }
    }

    private static Hearsay hearsay(HubModel model) {
        return new Hearsay(
                Source.DOWNLOADED,
                model.pipelineTag().isEmpty() ? null : Described.image(model.pipelineTag()),
                model.licence().isEmpty() ? null : model.licence(),
                model.parameters().isPresent() ? Long.valueOf(model.parameters().getAsLong()) : null,
                null);
    }
}
