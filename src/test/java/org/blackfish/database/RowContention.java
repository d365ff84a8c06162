package org.blackfish.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many virtual threads as the server has connections change one row, each many times, in a JVM of its own. */
final class RowContention {
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 20;

    private RowContention() {}

    /** The argument is the socket of PostgreSQL; ends when all is done. */
    public static void main(String[] arguments) throws Exception {
        Server server = new InsideServer(Path.of(arguments[0]));
        try (Connection connection = server.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table contended as select 0 as changes");
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int number = 0; number < CONNECTIONS; number++) {
                all.add(threads.submit(() -> {
                    change(server);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void change(Server server) throws SQLException {
        try (Connection connection = server.source().getConnection();
                PreparedStatement change = connection.prepareStatement("update contended set changes = changes + 1");
                PreparedStatement look = connection.prepareStatement("select changes from contended")) {
            connection.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                change.executeUpdate();
                // The holder of the row has to hear from the database while the others wait for it.
                look.executeQuery().close();
                connection.commit();
            }
        }
    }
}
