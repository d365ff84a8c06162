package org.blackfish.database;

import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** The embedded PostgreSQL, reached by the account itself over a socket file. */
record InsideServer(Path socket) implements Server {
    @Override
    public void configure(PGSimpleDataSource source) {
        source.setSocketFactory("org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
        source.setSocketFactoryArg(socket.toString());
        source.setServerNames(new String[] {"localhost"});
        source.setDatabaseName("postgres");
        source.setUser(System.getProperty("user.name"));
        source.setSslMode("disable");
    }
}
