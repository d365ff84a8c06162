package org.blackfish.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL that somebody else runs, as {@code BLACKFISH_DATABASE_URL} names it; never holds the password.
 *
 * @param encrypted false only for a server of this very machine whose URL says {@code sslmode=disable}; otherwise the
 *     server's certificate and name are both checked
 * @param rootCertificate {@code sslrootcert}: who may have signed the server's certificate
 * @param passwordFile {@code BLACKFISH_DATABASE_PASSWORD_FILE}; without it {@code ~/.pgpass} is asked
 */
public record ExternalDatabase(
        String host,
        int port,
        String name,
        String user,
        boolean encrypted,
        Optional<Path> rootCertificate,
        Optional<Path> passwordFile) {
    private static final String NAME = "BLACKFISH_DATABASE_URL";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> KNOWN = Set.of("user", "sslmode", "sslrootcert");

    /** Reads a {@code postgresql://} or {@code jdbc:postgresql://} URL; the problems never repeat it. */
    static ExternalDatabase parse(String url, Optional<Path> passwordFile) {
        URI uri = uri(url);
        Map<String, String> query = query(uri.getRawQuery());
        String userInfo = uri.getRawUserInfo();
        refusePasswords(userInfo, query);
        String path = uri.getPath();
        if (path == null || path.length() < 2 || path.indexOf('/', 1) > 0) {
            throw wrong(
                    NAME + " names no database; end it with /NAME, for example postgresql://db.example.edu/blackfish.");
        }
        String user = userInfo == null ? query.getOrDefault("user", System.getProperty("user.name")) : decode(userInfo);
        return new ExternalDatabase(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                path.substring(1),
                user,
                encrypted(uri.getHost(), query.getOrDefault("sslmode", "verify-full")),
                Optional.ofNullable(query.get("sslrootcert")).map(ExternalDatabase::absolute),
                passwordFile);
    }

    private static void refusePasswords(@Nullable String userInfo, Map<String, String> query) {
        if (query.containsKey("password") || (userInfo != null && userInfo.contains(":"))) {
            throw wrong(
                    NAME + " holds a password, which process lists and logs may show; put it in a file of mode 0600,"
                            + " name that in BLACKFISH_DATABASE_PASSWORD_FILE (or use ~/.pgpass), and leave it out of the URL.");
        }
        for (String parameter : query.keySet()) {
            if (!KNOWN.contains(parameter)) {
                throw wrong(NAME + " has the parameter \"" + parameter
                        + "\"; only user, sslmode and sslrootcert are known.");
            }
        }
    }

    /** The words for people: database, host and port. */
    public String address() {
        return "\"" + name + "\" on " + host + ":" + port;
    }

    private static URI uri(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        try {
            URI uri = new URI(plain);
            boolean ours = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (ours && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The exception quotes the URL, which may hold a password: the sentence below says enough.
        }
        throw wrong(
                NAME + " is not the URL of one PostgreSQL server; give postgresql://USER@HOST:PORT/DATABASE, with or"
                        + " without jdbc: before it.");
    }

    private static boolean encrypted(String host, String mode) {
        if (mode.equals("verify-full")) {
            return true;
        }
        if (mode.equals("disable") && LOOPBACK.contains(host)) {
            return false;
        }
        throw wrong(
                mode.equals("disable")
                        ? NAME + " says sslmode=disable, which is for a server on this machine only; remove it."
                        : NAME + " says sslmode=" + mode + ", which does not prove whose server answers; give"
                                + " verify-full or leave it out.");
    }

    private static Path absolute(String certificate) {
        Path path = Path.of(certificate);
        if (!path.isAbsolute()) {
            throw wrong(NAME + " says sslrootcert=" + certificate + "; give an absolute path.");
        }
        return path;
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static InvalidInput wrong(String sentence) {
        return new InvalidInput(NAME, sentence);
    }
}
