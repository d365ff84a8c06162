package org.blackfish.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** The schema, brought up to date from {@code db/migration}. */
final class Migrations {
    /** The number of the last one. A start that finds it applied does not load Flyway, which takes half a second. */
    static final String NEWEST = "7";

    private static final String LAST_APPLIED =
            "select version from flyway_schema_history where success order by installed_rank desc limit 1";

    private Migrations() {}

    static void run(Server server) {
        if (isUpToDate(server)) {
            return;
        }
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(server.source())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    /** Where the table of what was applied is missing or says anything else, Flyway judges. */
    private static boolean isUpToDate(Server server) {
        try (Connection connection = server.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery(LAST_APPLIED)) {
            return last.next() && NEWEST.equals(last.getString(1));
        } catch (SQLException noSuchTable) {
            return false;
        }
    }
}
