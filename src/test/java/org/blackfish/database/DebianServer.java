package org.blackfish.database;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Debian's own PostgreSQL on loopback, with TLS under an authority of its own, in a folder that a test gives. */
public final class DebianServer implements AutoCloseable {
    private final Path folder;
    private final Path programs;
    private final int port;

    private DebianServer(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** The server's certificate is for {@code localhost} only, so 127.0.0.1 is another name. */
    public static DebianServer start(Path folder) throws IOException {
        DebianServer server = new DebianServer(folder, installed(), freePort());
        server.makeCertificates();
        server.initialise();
        server.startAgain();
        return server;
    }

    public int port() {
        return port;
    }

    public Path authority() {
        return folder.resolve("ca.crt");
    }

    /** A role that signs in by the password that is its name, with a database of the same name. */
    public void role(String name) throws Exception {
        superuser("create role " + name + " login password '" + name + "'");
        superuser("create database " + name + " owner " + name);
    }

    void superuser(String sql) throws Exception {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("keeper");
        source.setPassword("keeper");
        source.setSslMode("disable");
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public void startAgain() throws IOException {
        run(
                programs.resolve("pg_ctl").toString(),
                "start",
                "-w",
                "-D",
                folder.resolve("data").toString(),
                "-l",
                folder.resolve("log").toString());
    }

    public void stop() throws IOException {
        run(
                programs.resolve("pg_ctl").toString(),
                "stop",
                "-m",
                "immediate",
                "-D",
                folder.resolve("data").toString());
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void initialise() throws IOException {
        Path password = Files.writeString(folder.resolve("keeper"), "keeper\n");
        Path data = folder.resolve("data");
        run(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "--username=keeper",
                "--pwfile=" + password,
                "--auth=scram-sha-256");
        Files.write(
                data.resolve("postgresql.auto.conf"),
                List.of(
                        "listen_addresses = '127.0.0.1'",
                        "port = " + port,
                        "unix_socket_directories = ''",
                        "ssl = on",
                        "ssl_cert_file = '" + folder.resolve("server.crt") + "'",
                        "ssl_key_file = '" + folder.resolve("server.key") + "'",
                        "fsync = off"));
        Files.write(
                data.resolve("pg_hba.conf"),
                List.of(
                        "host all keeper 127.0.0.1/32 scram-sha-256",
                        "host all stranger 127.0.0.1/32 reject",
                        "hostssl all all 127.0.0.1/32 scram-sha-256"));
    }

    private void makeCertificates() throws IOException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=A testbed authority",
                "-keyout",
                "ca.key",
                "-out",
                "ca.crt");
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=localhost",
                "-keyout",
                "server.key",
                "-out",
                "server.csr");
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost\n");
        openssl(
                "x509",
                "-req",
                "-days",
                "2",
                "-in",
                "server.csr",
                "-CA",
                "ca.crt",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-extfile",
                "names",
                "-out",
                "server.crt");
        Files.setPosixFilePermissions(folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
    }

    private void openssl(String... arguments) throws IOException {
        run(Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toArray(String[]::new));
    }

    private void run(String... argv) throws IOException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(argv)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                fail(List.of(argv) + " failed: " + Files.readString(said, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path installed() throws IOException {
        Path root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (Stream<Path> versions = Files.list(root)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .findFirst()
                        .orElseGet(DebianServer::missing);
            }
        }
        return missing();
    }

    private static Path missing() {
        return fail("Debian's PostgreSQL server is not installed; testbed/packages installs it.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
