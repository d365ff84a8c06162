package org.blackfish.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.blackfish.problem.InvalidInput;
import org.blackfish.settings.ExternalDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL that somebody else keeps, reached over TCP; its certificate and its name are checked.
 *
 * @param line names the home's data over all their holders
 * @param id names this holding, so that the sessions of an earlier one can be told from ours
 */
record OutsideServer(ExternalDatabase database, String line, String id) implements Server {
    private static final int SECONDS_TO_CONNECT = 10;
    private static final int SECONDS_TO_ANSWER = 60;

    @Override
    public void configure(PGSimpleDataSource source) {
        source.setServerNames(new String[] {database.host()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.name());
        source.setUser(database.user());
        source.setApplicationName(family() + id);
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        source.setLoginTimeout(SECONDS_TO_CONNECT);
        source.setSocketTimeout(SECONDS_TO_ANSWER);
        source.setTcpKeepAlive(true);
        source.setSslMode(database.encrypted() ? "verify-full" : "disable");
        if (database.encrypted()) {
            trust(source);
        }
        database.passwordFile().ifPresent(file -> source.setPassword(password(file)));
    }

    @Override
    public void admit(Connection fresh) throws SQLException {
        OutsideLease.admit(fresh);
    }

    /** How the names of all sessions of this home begin. */
    String family() {
        return "blackfish " + line + " ";
    }

    private void trust(PGSimpleDataSource source) {
        if (database.rootCertificate().isPresent()) {
            source.setSslRootCert(database.rootCertificate().get().toString());
        } else if (!Files.exists(Path.of(System.getProperty("user.home"), ".postgresql", "root.crt"))) {
            // Without a certificate of its own the site relies on the authorities that Java knows.
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static String password(Path file) {
        String setting = "BLACKFISH_DATABASE_PASSWORD_FILE";
        try {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
            open.removeIf(permission -> permission.name().startsWith("OWNER"));
            if (!open.isEmpty()) {
                throw new InvalidInput(
                        setting,
                        "The file " + file + " of " + setting + " can be read by others; give it the mode 0600.");
            }
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new InvalidInput(
                    setting,
                    "The file " + file + " of " + setting + " could not be read; name a file with the password.");
        }
    }
}
