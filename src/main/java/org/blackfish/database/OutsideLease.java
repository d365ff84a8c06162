package org.blackfish.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.LeaseTimes;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The right to write to an external database: an advisory lock, kept by one connection. It says nothing of who is alive,
 * the lease on the home does; it keeps other homes out, and whoever lost the home.
 */
final class OutsideLease {
    /** Granted locks of ours with their sessions; "blackfis" in the key's eight bytes. */
    static final String HOLDERS = """
            pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
            and l.database = (select oid from pg_database where datname = current_database())
            and l.classid = 1651269987 and l.objid = 1801873779""";

    /** Of a holder's session: it is this very server's. */
    private static final String OURS = "a.application_name = current_setting('application_name')";

    private static final String TAKE = "select pg_try_advisory_lock(7092150592833218931)";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OutsideServer server;
    private final LeaseTimes times;
    private final Consumer<String> lost;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("outside-lease").factory());
    private @Nullable Connection connection;
    private long renewed = System.nanoTime();

    private OutsideLease(OutsideServer server, LeaseTimes times, Consumer<String> lost) {
        this.server = server;
        this.times = times;
        this.lost = lost;
    }

    /** Takes the lock and ends every session of earlier holders of this home; says who holds it if another home does. */
    static OutsideLease take(OutsideServer server, LeaseTimes times, Consumer<String> lost) throws SQLException {
        OutsideLease lease = new OutsideLease(server, times, lost);
        Connection connection = lease.connect();
        try {
            lease.acquire(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        lease.connection = connection;
        long beat = times.beat().toMillis();
        var beating = lease.beats.scheduleWithFixedDelay(lease::beat, beat, beat, TimeUnit.MILLISECONDS);
        if (beating.isDone()) {
            throw new IllegalStateException("the lease's thread did not start");
        }
        return lease;
    }

    synchronized void release() {
        beats.shutdown();
        Connection held = connection;
        connection = null;
        if (held != null) {
            close(held);
        }
    }

    /** Refuses a fresh session when the lock is not ours any more, as for a server that stood still and goes on. */
    static void admit(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement();
                ResultSet held =
                        statement.executeQuery("select exists (select 1 from " + HOLDERS + " and " + OURS + ")")) {
            held.next();
            if (!held.getBoolean(1)) {
                throw new SQLException("another Blackfish server holds the database");
            }
        }
    }

    private void acquire(Connection fresh) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue(fresh, TAKE)) {
            Optional<String> other = otherHome(fresh);
            if (other.isPresent()) {
                throw held(other.get());
            }
            // A holder of this very home, whose lease is over: it may not even know yet.
            end(fresh, "select pg_terminate_backend(a.pid) from " + HOLDERS);
            if (System.nanoTime() - deadline > 0) {
                throw held("an earlier server of this home, whose session does not end");
            }
            Waiting.until(Duration.ofMillis(200), () -> false);
        }
        end(
                fresh,
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'blackfish %'"
                        + " and application_name <> current_setting('application_name') and usename = current_user"
                        + " and datname = current_database()");
    }

    private Optional<String> otherHome(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(a.application_name, ''), coalesce(host(a.client_addr), 'here'),"
                                + " a.backend_start from " + HOLDERS)) {
            if (!row.next() || row.getString(1).startsWith(server.family())) {
                return Optional.empty();
            }
            return Optional.of("a Blackfish server over another home (from " + row.getString(2) + ", since "
                    + row.getString(3) + ")");
        }
    }

    private WrongState held(String whom) {
        String address = server.database().address();
        return new WrongState(
                "database " + address,
                "in use",
                "free",
                "The database " + address + " is in use by " + whom + "; stop it, or name another database in"
                        + " BLACKFISH_DATABASE_URL.");
    }

    private synchronized void beat() {
        Connection held = connection;
        if (beats.isShutdown()) {
            return;
        }
        long begun = System.nanoTime();
        try {
            if (held != null) {
                isTrue(held, "select true");
                renewed = begun;
            } else if (regain()) {
                renewed = begun;
            } else {
                lost.accept("another server took the database over");
            }
        } catch (SQLException e) {
            connection = null;
            if (held != null) {
                close(held);
            }
            if (begun - renewed > times.stopAfter().toNanos()) {
                lost.accept("the database server did not answer for "
                        + times.stopAfter().toSeconds() + " s");
            }
        }
    }

    /** Takes the lock again after its session broke off; false if it is another server's now. */
    private boolean regain() throws SQLException {
        Connection fresh = connect();
        try {
            if (isTrue(fresh, TAKE)) {
                connection = fresh;
                return true;
            }
            if (isTrue(fresh, "select exists (select 1 from " + HOLDERS + " and not " + OURS + ")")) {
                close(fresh);
                return false;
            }
            // A network that was cut for a while leaves our own session standing at the far end, and with it the lock.
            end(fresh, "select pg_terminate_backend(a.pid) from " + HOLDERS + " and " + OURS);
            throw new SQLException("an earlier session of this server still ends");
        } catch (SQLException e) {
            close(fresh);
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource source = server.source();
        source.setSocketTimeout((int) Math.max(1, times.stopAfter().toSeconds() / 3));
        Connection fresh = source.getConnection();
        try (Statement statement = fresh.createStatement()) {
            // A holder whose machine is gone must not keep the lock for the two hours that TCP would wait.
            statement.execute(
                    "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3");
        }
        return fresh;
    }

    private static boolean isTrue(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static void end(Connection connection, String sessions) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery(sessions)) {
            while (ended.next()) {
                // Each row is one session that was told to end.
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // It is broken already.
        }
    }
}
