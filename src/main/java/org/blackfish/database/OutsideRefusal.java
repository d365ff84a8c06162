package org.blackfish.database;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.Causes;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.ExternalDatabase;

/** Why a PostgreSQL that somebody else keeps did not let us in, in words with a remedy. */
final class OutsideRefusal {
    private static final String URL = "BLACKFISH_DATABASE_URL";

    private OutsideRefusal() {}

    /** The problem behind any failure to connect or to migrate. */
    static ProblemException of(ExternalDatabase database, Throwable failure) {
        SQLException sql = find(failure, SQLException.class).orElseGet(() -> new SQLException(failure.getMessage()));
        String said = String.valueOf(sql.getMessage()).strip();
        return tls(database, failure, said)
                .or(() -> network(database, failure))
                .orElseGet(() -> byState(database, String.valueOf(sql.getSQLState()), said));
    }

    private static Optional<ProblemException> network(ExternalDatabase database, Throwable failure) {
        String server = "The database server " + server(database);
        if (find(failure, UnknownHostException.class).isPresent()) {
            String sentence = server + " has no address; check the host in " + URL + ".";
            return Optional.of(new HostUnreachable(database.host(), sentence, failure));
        }
        boolean silent = find(failure, ConnectException.class).isPresent()
                || find(failure, NoRouteToHostException.class).isPresent()
                || find(failure, SocketTimeoutException.class).isPresent();
        if (!silent) {
            return Optional.empty();
        }
        String sentence =
                server + " does not answer; check host and port in " + URL + ", and whether this node may reach it.";
        return Optional.of(new HostUnreachable(database.host(), sentence, failure));
    }

    private static Optional<ProblemException> tls(ExternalDatabase database, Throwable failure, String said) {
        String sentence = null;
        if (said.contains("does not support SSL")) {
            sentence = " offers no TLS, so nothing was sent to it; ask its administrator to switch TLS on.";
        } else if (said.contains("hostname") && said.contains("verif")) {
            sentence = " showed a certificate for another name than " + database.host()
                    + "; put the name that it is for into " + URL + ".";
        } else if (said.contains("root certificate")) {
            sentence = " could not be checked: " + said
                    + " Name the file of its certificate authority with sslrootcert in " + URL + ".";
        } else {
            Optional<SSLException> cause = find(failure, SSLException.class);
            if (cause.isPresent()) {
                sentence = " showed a certificate that is not trusted ("
                        + cause.get().getMessage() + "); name the authority that signed it with sslrootcert in " + URL
                        + ".";
            }
        }
        return Optional.ofNullable(sentence)
                .map(end -> access(database, "The database server " + server(database) + end));
    }

    private static ProblemException byState(ExternalDatabase database, String state, String said) {
        String server = "The database server " + server(database);
        String user = "\"" + database.user() + "\"";
        return switch (state) {
            case "28P01", "28000", "08004", "42501" -> access(database, notAllowed(database, state, said));
            case "3D000" ->
                wrong(
                        database,
                        "missing",
                        server + " has no database \"" + database.name()
                                + "\"; ask its administrator to create it for the user " + user + ", or correct " + URL
                                + ".");
            case "53300" ->
                wrong(
                        database,
                        "full",
                        server + " has no connection left for the user " + user
                                + "; try again later, or ask its administrator for at least 20.");
            case "57P03" -> wrong(database, "starting", server + " is starting or stopping; try again in a minute.");
            default -> wrong(database, state, "The database " + database.address() + " could not be opened: " + said);
        };
    }

    private static String notAllowed(ExternalDatabase database, String state, String said) {
        String server = "The database server " + server(database);
        String user = "\"" + database.user() + "\"";
        return switch (state) {
            case "28P01" ->
                server + " refused the password of the user " + user
                        + "; check BLACKFISH_DATABASE_PASSWORD_FILE or ~/.pgpass.";
            case "08004" ->
                server + " wants a password for the user " + user + " (" + said
                        + "); put it in a file of mode 0600 and name that in BLACKFISH_DATABASE_PASSWORD_FILE.";
            case "42501" ->
                "The user " + user + " may not create tables in the database " + database.address()
                        + "; ask its administrator for GRANT USAGE, CREATE ON SCHEMA public TO " + user + ".";
            default ->
                server + " does not let the user " + user + " in (" + said
                        + "); ask its administrator to allow this user from this node.";
        };
    }

    private static AccessRefused access(ExternalDatabase database, String sentence) {
        return new AccessRefused("database " + database.address(), sentence);
    }

    private static WrongState wrong(ExternalDatabase database, String state, String sentence) {
        return new WrongState("database " + database.address(), state, "open", sentence);
    }

    private static String server(ExternalDatabase database) {
        return database.host() + ":" + database.port();
    }

    private static <X extends Throwable> Optional<X> find(Throwable failure, Class<X> kind) {
        return Causes.of(failure, kind).findFirst();
    }
}
