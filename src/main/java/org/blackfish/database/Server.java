package org.blackfish.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that runs: the one inside, behind its socket, or one that somebody else keeps. */
sealed interface Server permits InsideServer, OutsideServer {
    /** Points a data source at it, with everything but what a caller may choose himself. */
    void configure(PGSimpleDataSource source);

    /** Refuses a fresh connection if the data are not ours any more. */
    default void admit(Connection fresh) throws SQLException {}

    /** A data source of its own, for the few connections before the pool exists. */
    default PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        configure(source);
        return source;
    }
}
