package org.blackfish.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections over the Unix socket. Starts and migrates the database before the first of them, because Payara
 * connects while it deploys, before any start-up event that we could observe.
 */
public final class BlackfishDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Sockets.configure(this, Database.ofThisProcess().open());
        // The driver's own getConnection() comes through here too; peer authentication wants the account's name.
        return super.getConnection(getUser(), password);
    }

    /** How a PostgreSQL data source is pointed at a socket file. */
    static final class Sockets {
        private Sockets() {}

        static void configure(PGSimpleDataSource source, Path socket) {
            source.setSocketFactory("org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
            source.setSocketFactoryArg(socket.toString());
            source.setServerNames(new String[] {"localhost"});
            source.setDatabaseName("postgres");
            source.setUser(System.getProperty("user.name"));
            source.setSslMode("disable");
        }
    }
}
