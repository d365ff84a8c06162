package org.blackfish.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import org.blackfish.database.Database;
import org.blackfish.profile.Profiles;
import org.blackfish.security.SessionToken;
import org.blackfish.service.Reconciler;

/** What happens in which order when the server starts and stops; the database is already open when this runs. */
@ApplicationScoped
public class Startup {
    private final SessionToken token;
    private final Profiles profiles;
    private final Reconciler reconciler;

    @Inject
    Startup(SessionToken token, Profiles profiles, Reconciler reconciler) {
        this.token = token;
        this.profiles = profiles;
        this.reconciler = reconciler;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        profiles.ensureDefault();
        reconciler.start();
        // Last, because whoever finds the token may rely on all of the above.
        token.publish();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        token.withdraw();
        reconciler.stop();
        Database.ofThisProcess().close();
    }
}
