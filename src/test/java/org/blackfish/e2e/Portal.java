package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A portal before servers of this machine: Debian's Apache with the rules that Open OnDemand's generator writes for
 * {@code /node}, but for its Lua. The test's own account and {@code stranger} may sign in.
 */
final class Portal implements AutoCloseable {
    static final String OWNER = System.getProperty("user.name");
    static final String STRANGER = "stranger";
    static final String PASSWORD = "portal";

    private static final String MODULES = "/usr/lib/apache2/modules";

    private final Path folder;
    private final int port;
    private final boolean tls;
    private final Process apache;

    private Portal(Path folder, int port, Variant variant) throws IOException {
        this.folder = folder;
        this.port = port;
        this.tls = variant.tls();
        Testbed.write(folder.resolve("users"), user(OWNER) + user(STRANGER));
        if (tls) {
            certificate();
        }
        Testbed.write(folder.resolve("apache.conf"), configuration(variant));
        apache = new ProcessBuilder(
                        "/usr/sbin/apache2",
                        "-D",
                        "FOREGROUND",
                        "-f",
                        folder.resolve("apache.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("says").toFile())
                .start();
        Testbed.await("the portal listens", () -> Files.exists(folder.resolve("pid")) || !apache.isAlive());
        if (!apache.isAlive()) {
            throw new AssertionError(Testbed.read(folder.resolve("says")));
        }
    }

    /**
     * What sites do differently.
     *
     * @param timeout seconds after which silence is cut
     * @param preserveHost the portal's name reaches the server as {@code Host}, as where Dex is used
     */
    record Variant(int timeout, boolean preserveHost, boolean tls) {
        static final Variant USUAL = new Variant(60, false, false);
    }

    static Portal start(Variant variant) {
        try (ServerSocket socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            socket.close();
            Path scratch = Files.createDirectories(Testbed.prefix().resolve("scratch"));
            return new Portal(Files.createTempDirectory(scratch, "portal"), port, variant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a browser finds the server. */
    String address(Server server) {
        return origin() + server.basePath();
    }

    String origin() {
        return (tls ? "https" : "http") + "://localhost:" + port;
    }

    String accessLog() {
        return Testbed.read(folder.resolve("access.log"));
    }

    @Override
    public void close() {
        apache.destroy();
        try {
            if (!apache.waitFor(20, TimeUnit.SECONDS)) {
                apache.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String user(String name) {
        return name + ":" + Testbed.run("openssl", "passwd", "-apr1", PASSWORD) + "\n";
    }

    private void certificate() {
        Testbed.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                folder.resolve("cert.pem").toString());
    }

    private String configuration(Variant variant) {
        List<String> lines = new ArrayList<>();
        for (String module : List.of(
                "mpm_event",
                "proxy",
                "proxy_http",
                "rewrite",
                "headers",
                "authn_file",
                "authn_core",
                "authz_core",
                "authz_user",
                "auth_basic",
                "env",
                "ssl")) {
            lines.add("LoadModule " + module + "_module " + MODULES + "/mod_" + module + ".so");
        }
        lines.add("ServerRoot " + folder);
        lines.add("PidFile " + folder + "/pid");
        lines.add("Mutex file:" + folder);
        lines.add("ServerName localhost:" + port);
        lines.add("Listen 127.0.0.1:" + port);
        lines.add("ErrorLog " + folder + "/error.log");
        lines.add("TransferLog " + folder + "/access.log");
        lines.add("DocumentRoot " + folder);
        lines.add("Timeout " + variant.timeout());
        lines.add("ProxyPreserveHost " + (variant.preserveHost() ? "On" : "Off"));
        if (tls) {
            lines.add("SSLEngine on");
            lines.add("SSLCertificateFile " + folder + "/cert.pem");
            lines.add("SSLCertificateKeyFile " + folder + "/key.pem");
        }
        return String.join("\n", lines) + RULES.formatted(folder);
    }

    private static final String RULES = """

            <LocationMatch "^/(?<kind>node)/(?<host>localhost|127\\.0\\.0\\.1)/(?<port>\\d+)">
              AuthType Basic
              AuthName portal
              AuthUserFile %s/users
              Require valid-user
              RequestHeader set X-Forwarded-User expr=%%{REMOTE_USER}
              RequestHeader set X-Forwarded-Proto expr=%%{REQUEST_SCHEME}
              RequestHeader unset Authorization
              Header edit* Set-Cookie ";\\s*(?i)(Domain|Path)=[^;]*" ""
              Header edit Set-Cookie "^([^;]+)" "$1; Path=/%%{MATCH_KIND}e/%%{MATCH_HOST}e/%%{MATCH_PORT}e"
            </LocationMatch>
            <LocationMatch "^/node/">
              Header edit Location "^[^/]+//[^/]+" ""
            </LocationMatch>
            RewriteEngine On
            RewriteRule ^/node/(localhost|127\\.0\\.0\\.1)/(\\d+)(?:/.*)?$ http://$1:$2%%{REQUEST_URI} [P,L]
            """;
}
