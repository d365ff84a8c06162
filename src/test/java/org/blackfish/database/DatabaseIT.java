package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL as the server starts it; runs as an ordinary user, since initdb refuses root. */
class DatabaseIT {
    @TempDir
    Path folder = Path.of("unset");

    private Settings settings = Settings.from(Map.of());
    private Database database = new Database(settings);

    @BeforeEach
    void settings() {
        settings = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("run").toString()));
        database = new Database(settings);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theSchemaIsThereAndOnlyTheOwnerCanReachIt() throws Exception {
        Server server = database.open();
        assertThat(query(server, "select count(*) from access_token")).isEqualTo("0");
        assertThat(query(server, "show listen_addresses")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        ((InsideServer) server).socket().getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(settings.homeDirectory().resolve("database"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatWasWrittenSurvivesAPostmasterThatWasKilled() throws Exception {
        Server server = database.open();
        query(server, "create table kept as select 42 as answer; select 1");
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        database.close();
        Database next = new Database(settings);
        assertThat(query(next.open(), "select answer from kept")).isEqualTo("42");
        next.close();
    }

    @Test
    void anOrphanedPostmasterIsStoppedBeforeANewOneStarts() throws Exception {
        database.open();
        long orphan = postmaster();
        Files.delete(settings.homeDirectory().resolve("lease"));
        Database next = new Database(settings);
        assertThat(query(next.open(), "select 1")).isEqualTo("1");
        assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
        next.close();
    }

    @Test
    void dataOfAnotherMajorVersionAreExplainedAndLeftAlone() throws Exception {
        database.open();
        database.close();
        Path version = settings.homeDirectory().resolve("database/PG_VERSION");
        Files.writeString(version, "17\n");
        Database next = new Database(settings);
        assertThatThrownBy(next::open)
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("were written by PostgreSQL 17, this version of Blackfish brings PostgreSQL 18");
        assertThat(settings.runDirectory().resolve("start-problem")).content().contains("PostgreSQL 17");
        assertThat(version).hasContent("17\n");
    }

    @Test
    void aSocketPathThatIsTooLongIsNamedWithItsRemedy() {
        Database far = new Database(Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("x".repeat(100)).toString())));
        assertThatThrownBy(far::open).hasMessageContaining("set BLACKFISH_RUN_DIR to a short path on a local disk");
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(settings.homeDirectory().resolve("database/postmaster.pid"))
                .getFirst());
    }

    private static String query(Server server, String sql) throws SQLException {
        try (Connection connection = server.source().getConnection();
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows && statement.getUpdateCount() >= 0) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
