package org.blackfish.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.blackfish.database.Database;
import org.blackfish.gateway.IdleStop;
import org.blackfish.hub.DownloadWatch;
import org.blackfish.image.PullWatch;
import org.blackfish.profile.ProfileDesk;
import org.blackfish.profile.Profiles;
import org.blackfish.security.ServerFile;
import org.blackfish.security.SessionToken;
import org.blackfish.service.Reconciler;
import org.blackfish.settings.LastWord;

/** What happens in which order when the server starts and stops; the database is already open when this runs. */
@ApplicationScoped
public class Startup {
    private final SessionToken token;
    private final ServerFile serverFile;
    private final Profiles profiles;
    private final ProfileDesk desk;
    private final Reconciler reconciler;
    private final IdleStop idleStop;
    private final PullWatch pulls;
    private final DownloadWatch downloads;
    private final HeapCare heap;

    @Inject
    Startup(
            SessionToken token,
            ServerFile serverFile,
            Profiles profiles,
            ProfileDesk desk,
            Reconciler reconciler,
            IdleStop idleStop,
            PullWatch pulls,
            DownloadWatch downloads,
            HeapCare heap) {
        this.token = token;
        this.serverFile = serverFile;
        this.profiles = profiles;
        this.desk = desk;
        this.reconciler = reconciler;
        this.idleStop = idleStop;
        this.pulls = pulls;
        this.downloads = downloads;
        this.heap = heap;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        try {
            profiles.ensureDefault();
            desk.settle();
            reconciler.start();
            idleStop.start();
            pulls.start();
            downloads.start();
            heap.start();
            serverFile.publish();
            // Last, because whoever finds the token may rely on all of the above.
            token.publish();
        } catch (RuntimeException e) {
            // The server would stay up without its application, and the launcher would wait for it in vain.
            LastWord.START_PROBLEM.leave(e);
            throw e;
        }
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        token.withdraw();
        serverFile.withdraw();
        heap.stop();
        downloads.stop();
        pulls.stop();
        idleStop.stop();
        reconciler.stop();
        Database.ofThisProcess().close();
    }
}
