package org.blackfish.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.ExternalDatabase;
import org.flywaydb.core.api.FlywayException;

/** Opens a PostgreSQL that somebody else keeps: looks at it first, then brings the schema up to date. */
final class Outside {
    static final int OLDEST_MAJOR = 15;

    private Outside() {}

    /** The server, migrated, or a problem that says what its keeper or the user can do. */
    static OutsideServer open(ExternalDatabase database) {
        OutsideServer server = new OutsideServer(database);
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(
                        "select current_setting('server_version_num')::int, pg_is_in_recovery()")) {
            facts.next();
            check(database, facts.getInt(1), facts.getBoolean(2));
        } catch (SQLException e) {
            throw OutsideRefusal.of(database, e);
        }
        migrate(server);
        return server;
    }

    /** {@code version} as PostgreSQL counts it: 150018 is 15.18. */
    static void check(ExternalDatabase database, int version, boolean standby) {
        String major = String.valueOf(version / 10_000);
        if (version < OLDEST_MAJOR * 10_000) {
            throw new WrongState(
                    "database " + database.address(),
                    major,
                    OLDEST_MAJOR + " or later",
                    "The database " + database.address() + " is kept by PostgreSQL " + major
                            + "; Blackfish needs PostgreSQL "
                            + OLDEST_MAJOR + " or later. Name a newer server in BLACKFISH_DATABASE_URL, or leave it out"
                            + " to use the one inside.");
        }
        if (standby) {
            throw new WrongState(
                    "database " + database.address(),
                    "read-only",
                    "writable",
                    "The database " + database.address()
                            + " is a read-only copy of another one; name the primary server"
                            + " in BLACKFISH_DATABASE_URL.");
        }
    }

    private static void migrate(OutsideServer server) {
        try {
            Migrations.run(server);
        } catch (FlywayException e) {
            throw OutsideRefusal.of(server.database(), e);
        }
    }
}
