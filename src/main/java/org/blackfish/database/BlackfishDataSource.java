package org.blackfish.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to this process's database. Starts and migrates it before the first of them, because Payara connects
 * while it deploys, before any start-up event that we could observe.
 */
public final class BlackfishDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Server server = Database.ofThisProcess().open();
        server.configure(this);
        // The driver's own getConnection() comes through here too; who we are is known only now.
        Connection fresh = super.getConnection(getUser(), getPassword());
        try {
            server.admit(fresh);
        } catch (SQLException e) {
            fresh.close();
            throw e;
        }
        return fresh;
    }
}
