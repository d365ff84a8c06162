package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.LeaseTimes;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's PostgreSQL over TLS; runs as an ordinary user, since initdb refuses root. */
class ExternalDatabaseIT {
    @TempDir
    static Path keeper = Path.of("unset");

    private static final String SCRATCH = System.getProperty("java.io.tmpdir");
    private static DebianServer debian;

    @TempDir
    Path folder = Path.of("unset");

    @BeforeAll
    static void start() throws Exception {
        debian = DebianServer.start(keeper);
        debian.role("ada");
        debian.superuser("create role grace login password 'grace'");
        debian.superuser("create role stranger login password 'stranger'");
    }

    @BeforeEach
    void scratchOfItsOwn() {
        System.setProperty("java.io.tmpdir", folder.toString());
    }

    @AfterEach
    void scratchOfAll() {
        System.setProperty("java.io.tmpdir", SCRATCH);
    }

    @AfterAll
    static void stop() throws Exception {
        debian.close();
    }

    @Test
    void theSchemaIsMadeOverTlsAndNoServerIsStartedInside() throws Exception {
        Settings settings = settings(url("ada@localhost", "ada"), "ada");
        Database database = new Database(settings);
        Server server = database.open();
        assertThat(server).isInstanceOf(OutsideServer.class);
        assertThat(query(server, "select count(*) from service")).isEqualTo("0");
        assertThat(query(server, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                .isEqualTo("t");
        assertThat(query(server, "select current_setting('server_version')")).startsWith("15.");
        assertThat(settings.homeDirectory().resolve("database")).doesNotExist();
        database.close();
        Database next = new Database(settings);
        assertThat(query(next.open(), "select count(*) from access_token")).isEqualTo("0");
        next.close();
    }

    @Test
    void aServerThatDoesNotAnswerIsNamed() {
        assertThatThrownBy(() -> open("postgresql://ada@localhost:1/ada", "ada"))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageStartingWith("The database server localhost:1 does not answer; check host and port");
        assertThatThrownBy(() -> open("postgresql://ada@db.invalid/ada", "ada"))
                .isInstanceOf(HostUnreachable.class)
                .hasMessageStartingWith("The database server db.invalid:5432 has no address");
    }

    @Test
    void aWrongPasswordIsCalledOne() {
        assertThatThrownBy(() -> open(url("ada@localhost", "ada"), "babbage"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining(
                        "refused the password of the user \"ada\"; check BLACKFISH_DATABASE_PASSWORD_FILE")
                .hasMessageNotContaining("babbage");
    }

    @Test
    void aMissingPasswordIsAskedFor() {
        assertThatThrownBy(() -> open(url("ada@localhost", "ada"), ""))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("wants a password for the user \"ada\"");
    }

    @Test
    void aPasswordFileThatOthersCanReadIsRefused() throws Exception {
        Settings settings = settings(url("ada@localhost", "ada"), "ada");
        Files.setPosixFilePermissions(folder.resolve("password"), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> new Database(settings).open())
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("can be read by others; give it the mode 0600.");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertThatThrownBy(() -> open(url("ada@127.0.0.1", "ada"), "ada"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("showed a certificate for another name than 127.0.0.1");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        String plain = "postgresql://ada@localhost:" + debian.port() + "/ada";
        assertThatThrownBy(() -> open(plain, "ada"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("showed a certificate that is not trusted")
                .hasMessageContaining("sslrootcert");
        assertThatThrownBy(() -> open(plain + "?sslrootcert=/nowhere/ca.crt", "ada"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("could not be checked")
                .hasMessageContaining("sslrootcert");
    }

    @Test
    void aServerThatWantsTlsSaysSoToOneWithout() {
        assertThatThrownBy(() -> open("postgresql://ada@localhost:" + debian.port() + "/ada?sslmode=disable", "ada"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("does not let the user \"ada\" in")
                .hasMessageContaining("no encryption");
    }

    @Test
    void aUserWhomTheServerDoesNotLetInIsNamed() {
        assertThatThrownBy(() -> open(url("stranger@localhost", "ada"), "stranger"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("does not let the user \"stranger\" in");
    }

    @Test
    void aMissingDatabaseIsNamed() {
        assertThatThrownBy(() -> open(url("ada@localhost", "engine"), "ada"))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining(
                        "has no database \"engine\"; ask its administrator to create it for the user \"ada\"");
    }

    @Test
    void aUserWhoMayNotCreateTablesIsToldWhatToAskFor() {
        assertThatThrownBy(() -> open(url("grace@localhost", "ada"), "grace"))
                .isInstanceOf(AccessRefused.class)
                .hasMessageContaining("The user \"grace\" may not create tables in the database \"ada\"")
                .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA public TO \"grace\"");
    }

    @Test
    void aServerOverAnotherHomeIsToldThatTheDatabaseIsInUse() throws Exception {
        Database first = new Database(settings(url("ada@localhost", "ada"), "ada"));
        first.open();
        Settings other = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("other").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("run").toString(),
                "BLACKFISH_DATABASE_URL", url("ada@localhost", "ada"),
                "BLACKFISH_DATABASE_PASSWORD_FILE", folder.resolve("password").toString()));
        assertThatThrownBy(() -> new Database(other).open())
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("is in use by a Blackfish server over another home (from 127.0.0.1, since 20");
        first.close();
        Database second = new Database(other);
        assertThat(query(second.open(), "select count(*) from service")).isEqualTo("0");
        second.close();
    }

    @Test
    void whoStoodStillAndLostTheHomeCannotWriteAnyMore() throws Exception {
        Settings settings = settings(url("ada@localhost", "ada"), "ada");
        OutsideServer stale = new OutsideServer(settings.externalDatabase().orElseThrow(), "line", "1");
        OutsideServer next = new OutsideServer(settings.externalDatabase().orElseThrow(), "line", "2");
        Outside frozen = Outside.open(stale, settings.lease(), why -> {});
        try (var old = stale.source().getConnection()) {
            stale.admit(old);
            Outside taken = Outside.open(next, settings.lease(), why -> {});
            assertThatThrownBy(() -> query(old, "select 1")).isInstanceOf(SQLException.class);
            try (var again = stale.source().getConnection()) {
                assertThatThrownBy(() -> stale.admit(again)).hasMessage("another Blackfish server holds the database");
            }
            try (var ours = next.source().getConnection()) {
                next.admit(ours);
            }
            taken.close();
        }
        frozen.close();
    }

    @Test
    void aHolderFindsItsLockAgainWhenTheDatabaseServerRestarts() throws Exception {
        Settings settings = settings(url("ada@localhost", "ada"), "ada");
        AtomicReference<String> lost = new AtomicReference<>("");
        OutsideServer server = new OutsideServer(settings.externalDatabase().orElseThrow(), "line", "3");
        LeaseTimes hasty = new LeaseTimes(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(60));
        Outside outside = Outside.open(server, hasty, lost::set);
        debian.stop();
        debian.startAgain();
        assertThat(Waiting.until(Duration.ofSeconds(30), () -> isAdmitted(server)))
                .isTrue();
        assertThat(lost.get()).isEmpty();
        outside.close();
    }

    @Test
    void aNetworkThatWasCutForAWhileCostsNoHolderItsLock() throws Exception {
        try (Cable cable = Cable.to(debian.port())) {
            String through = "postgresql://ada@localhost:" + cable.port() + "/ada?sslrootcert=" + debian.authority();
            OutsideServer server = new OutsideServer(
                    settings(through, "ada").externalDatabase().orElseThrow(), "line", "4");
            AtomicReference<String> lost = new AtomicReference<>("");
            LeaseTimes hasty = new LeaseTimes(Duration.ofMillis(100), Duration.ofSeconds(9), Duration.ofSeconds(14));
            String holder = "select a.pid from " + OutsideLease.HOLDERS;
            Outside outside = Outside.open(server, hasty, lost::set);
            String before = query(server, holder);
            cable.cut();
            assertThat(Waiting.until(
                            Duration.ofSeconds(30), () -> !lost.get().isEmpty() || isHeldByAnotherThan(before, server)))
                    .isTrue();
            assertThat(lost.get()).isEmpty();
            assertThat(isAdmitted(server)).isTrue();
            outside.close();
        }
    }

    private static boolean isHeldByAnotherThan(String session, OutsideServer server) {
        try {
            return !query(
                            server,
                            "select coalesce((select a.pid::text from " + OutsideLease.HOLDERS + "), '" + session
                                    + "')")
                    .equals(session);
        } catch (Exception e) {
            return false;
        }
    }

    private static boolean isAdmitted(OutsideServer server) {
        try (var fresh = server.source().getConnection()) {
            server.admit(fresh);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private void open(String url, String password) throws Exception {
        new Database(settings(url, password)).open();
    }

    private Settings settings(String url, String password) throws Exception {
        Map<String, String> names = new HashMap<>(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("run").toString(),
                "BLACKFISH_DATABASE_URL", url));
        if (!password.isEmpty()) {
            Path file = Files.writeString(folder.resolve("password"), password + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            names.put("BLACKFISH_DATABASE_PASSWORD_FILE", file.toString());
        }
        return Settings.from(names);
    }

    private static String url(String who, String database) {
        return "jdbc:postgresql://" + who + ":" + debian.port() + "/" + database + "?sslrootcert=" + debian.authority();
    }

    private static String query(Server server, String sql) throws Exception {
        try (var connection = server.source().getConnection()) {
            return query(connection, sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
