package org.blackfish.database;

import org.flywaydb.core.Flyway;

/** The schema, brought up to date from {@code db/migration}. */
final class Migrations {
    private Migrations() {}

    static void run(Server server) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(server.source())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
