package org.blackfish.database;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** The schema, brought up to date from {@code db/migration}. */
final class Migrations {
    private Migrations() {}

    static void run(Path socket) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        BlackfishDataSource.Sockets.configure(source, socket);
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
