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

/** What happens in which order when the server starts and stops; the database is already open when this runs. */
@ApplicationScoped
public class Startup {
    private final SessionToken token;
    private final Profiles profiles;

    @Inject
    Startup(SessionToken token, Profiles profiles) {
        this.token = token;
        this.profiles = profiles;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        profiles.ensureDefault();
        // Last, because whoever finds the token may rely on all of the above.
        token.publish();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) ServletContext context) {
        token.withdraw();
        Database.ofThisProcess().close();
    }
}
