package org.blackfish.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.ExternalDatabase;
import org.blackfish.settings.LeaseTimes;
import org.flywaydb.core.api.FlywayException;

/** Opens a PostgreSQL that somebody else keeps: looks at it first, then brings the schema up to date. */
final class Outside {
    static final int OLDEST_MAJOR = 15;

    private final OutsideServer server;
    private final OutsideLease lease;

    private Outside(OutsideServer server, OutsideLease lease) {
        this.server = server;
        this.lease = lease;
    }

    /** The server, held and migrated, or a problem that says what its keeper or the user can do. */
    static Outside open(OutsideServer server, LeaseTimes times, Consumer<String> lost) {
        ExternalDatabase database = server.database();
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet facts = statement.executeQuery(
                        "select current_setting('server_version_num')::int, pg_is_in_recovery()")) {
            facts.next();
            check(database, facts.getInt(1), facts.getBoolean(2));
            Outside outside = new Outside(server, OutsideLease.take(server, times, lost));
            outside.migrate();
            return outside;
        } catch (SQLException e) {
            throw OutsideRefusal.of(database, e);
        }
    }

    OutsideServer server() {
        return server;
    }

    void close() {
        lease.release();
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

    private void migrate() {
        try {
            Migrations.run(server);
        } catch (FlywayException e) {
            lease.release();
            throw OutsideRefusal.of(server.database(), e);
        }
    }
}
