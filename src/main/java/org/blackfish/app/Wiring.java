package org.blackfish.app;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Makes the things that constructors ask for and that CDI cannot make itself. */
@ApplicationScoped
@DataSourceDefinition(
        name = "java:app/jdbc/blackfish",
        className = "org.blackfish.database.BlackfishDataSource",
        initialPoolSize = 1,
        minPoolSize = 1,
        maxPoolSize = 16,
        // Asks the driver, not the server: a connection that broke is never handed out again. Without it each later use
        // of it costs ten seconds of EclipseLink's retries.
        properties = {
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=auto-commit"
        })
public class Wiring {
    @Produces
    @PersistenceContext(unitName = "blackfish")
    @Nullable
    EntityManager entityManager;

    @Produces
    @Singleton
    Settings settings() {
        return Settings.read(System.getenv());
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
