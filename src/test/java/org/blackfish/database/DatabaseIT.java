package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real PostgreSQL as the server starts it; runs as an ordinary user, since initdb refuses root. */
class DatabaseIT {
    private static final String SCRATCH = System.getProperty("java.io.tmpdir");

    @TempDir
    static Path release = Path.of("unset");

    private static Path programs = Path.of("unset");

    @TempDir
    Path folder = Path.of("unset");

    private Settings settings = Settings.from(Map.of());
    private Database database = new Database(settings);

    /** Once for all, as a release does it; tests with settings of their own unpack a copy into their home. */
    @BeforeAll
    static void unpack() throws IOException {
        programs = Binaries.find(Settings.from(Map.of("BLACKFISH_HOME_DIR", release.toString())));
    }

    @BeforeEach
    void settings() {
        settings = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("run").toString(),
                "BLACKFISH_POSTGRESQL_DIR", programs.toString()));
        database = new Database(settings);
        System.setProperty("java.io.tmpdir", folder.toString());
    }

    @AfterEach
    void close() {
        System.setProperty("java.io.tmpdir", SCRATCH);
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
        Server server = new InsideServer(left().socket());
        query(server, "create table kept as select 42 as answer; select 1");
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        assertThat(query(database.open(), "select answer from kept")).isEqualTo("42");
    }

    @Test
    void anOrphanedPostmasterIsStoppedBeforeANewOneStarts() throws Exception {
        left();
        long orphan = postmaster();
        assertThat(query(database.open(), "select 1")).isEqualTo("1");
        assertThat(new DataFolder(settings.homeDirectory().resolve("database")).processes())
                .isNotEmpty()
                .doesNotContain(orphan);
    }

    @Test
    void aShellThatStandsInTheDataFolderIsLeftAlone() throws Exception {
        left();
        long orphan = postmaster();
        Process shell = new ProcessBuilder("bash", "-c", "read -r line")
                .directory(settings.homeDirectory().resolve("database").toFile())
                .start();
        assertThat(query(database.open(), "select 1")).isEqualTo("1");
        assertThat(ProcessHandle.of(orphan)).isEmpty();
        assertThat(shell.isAlive()).isTrue();
        shell.getOutputStream().close();
        shell.waitFor();
    }

    @Test
    void aPostmasterThatStandsStillIsEndedWithAllItsChildren() throws Exception {
        left();
        DataFolder data = new DataFolder(settings.homeDirectory().resolve("database"));
        Set<Long> stopped = data.processes();
        for (long pid : stopped) {
            new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
        }
        assertThat(query(database.open(), "select 1")).isEqualTo("1");
        assertThat(data.processes()).isNotEmpty().doesNotContainAnyElementsOf(stopped);
    }

    @Test
    void aLogThatHasGrownLargeIsPutAsideAtTheStart() throws Exception {
        Path logs = Files.createDirectories(settings.homeDirectory().resolve("logs"));
        try (var log = FileChannel.open(
                logs.resolve("postgresql.log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            log.write(ByteBuffer.wrap(new byte[1]), 10L * 1024 * 1024);
        }
        database.open();
        assertThat(logs.resolve("postgresql.log").toFile().length()).isLessThan(1024 * 1024);
        assertThat(logs.resolve("postgresql.log.1")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs.resolve("postgresql.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPostmasterEndsWhenNobodyRenewsTheLease() throws Exception {
        Settings hasty = Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", settings.homeDirectory().toString(),
                "BLACKFISH_RUN_DIR", settings.runDirectory().toString(),
                "BLACKFISH_LEASE_BEAT", "100ms",
                "BLACKFISH_LEASE_STOP", "3s",
                "BLACKFISH_LEASE_TAKE", "5s"));
        CountDownLatch ended = new CountDownLatch(1);
        Postmaster alone = new Postmaster(hasty, ended::countDown);
        Files.createDirectories(settings.homeDirectory().resolve("logs"));
        alone.start(folder -> {});
        alone.renewed(Duration.ZERO);
        DataFolder data = new DataFolder(settings.homeDirectory().resolve("database"));
        assertThat(data.processes()).isNotEmpty();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(data.processes()).isEmpty();
    }

    @Test
    void dataTakenFromAMachineThatMayComeBackAreCopiedAndWholeWithoutIts() throws Exception {
        Server before = new InsideServer(left().socket());
        query(before, "create table kept as select generate_series(1, 1000) as n; select 1");
        Path data = settings.homeDirectory().resolve("database");
        Object inode = Files.getAttribute(data, "unix:ino");
        for (long pid : new DataFolder(data).processes()) {
            new ProcessBuilder("kill", "-STOP", String.valueOf(pid)).start().waitFor();
        }
        Set<Long> stopped = new DataFolder(data).processes();
        new DataFolder(data).replaceByCopy(7);
        database = new Database(Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", settings.homeDirectory().toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("other").toString())));
        assertThat(Files.getAttribute(data, "unix:ino")).isNotEqualTo(inode);
        assertThat(new DataFolder(data).processes()).isEmpty();
        assertThat(query(database.open(), "select count(*) from kept")).isEqualTo("1000");
        for (long pid : stopped) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        try (var files = Files.list(settings.homeDirectory())) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(".database"));
        }
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
        assertThat(folder.resolve("start-problem")).content().contains("PostgreSQL 17");
        assertThat(version).hasContent("17\n");
    }

    @Test
    void whoComesSecondTellsItsOwnLauncherOnlyAndThatAnotherServerHoldsTheData() throws Exception {
        database.open();
        assertThatThrownBy(new Database(settings)::open).hasMessageContaining("are in use by the Blackfish server on");
        assertThat(folder.resolve("in-use")).content().contains("are in use by the Blackfish server on");
        assertThat(settings.runDirectory().resolve("start-problem")).doesNotExist();
        assertThat(query(database.open(), "select 1")).isEqualTo("1");
    }

    /** With the options of a session, on two cores as small nodes have. */
    @Test
    void virtualThreadsThatWaitForARowDoNotKeepItsHolderFromHearing() throws Exception {
        Server server = database.open();
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-uc",
                        ". ood-app/lib/java.sh; . ood-app/lib/jvm.sh; jvm_options \"$0\"; exec \"$0\" \"${options[@]}\""
                                + " -XX:ActiveProcessorCount=2 -cp \"$1\" \"$2\" \"$3\"",
                        System.getProperty("java.home") + "/bin/java",
                        System.getProperty("java.class.path"),
                        RowContention.class.getName(),
                        ((InsideServer) server).socket().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process contention = builder.start();
        try {
            boolean ended = contention.waitFor(1, TimeUnit.MINUTES);
            String said = Files.readString(folder.resolve("said"));
            assertThat(ended).as(said).isTrue();
            assertThat(contention.exitValue()).as(said).isZero();
        } finally {
            contention.destroyForcibly();
        }
        assertThat(query(server, "select changes from contended")).isEqualTo("320");
    }

    @Test
    void aFolderWithoutPostgresqlIsNamedWithItsRemedy() {
        Database without = new Database(Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("run").toString(),
                "BLACKFISH_POSTGRESQL_DIR", folder.toString())));
        assertThatThrownBy(without::open)
                .hasMessage(
                        "BLACKFISH_POSTGRESQL_DIR is \"" + folder + "\", which holds no program bin/postgres that you"
                                + " may run; unset it, or name a folder with PostgreSQL 18.");
    }

    @Test
    void aSocketPathThatIsTooLongIsNamedWithItsRemedy() {
        Database far = new Database(Settings.from(Map.of(
                "BLACKFISH_HOME_DIR", folder.resolve("home").toString(),
                "BLACKFISH_RUN_DIR", folder.resolve("x".repeat(100)).toString())));
        assertThatThrownBy(far::open).hasMessageContaining("set BLACKFISH_RUN_DIR to a short path on a local disk");
    }

    /** A PostgreSQL with our schema that nobody stops. */
    private Postmaster left() throws IOException {
        Postmaster left = new Postmaster(settings, () -> {});
        Files.createDirectories(settings.homeDirectory().resolve("logs"));
        left.start(folder -> {});
        Migrations.run(new InsideServer(left.socket()));
        return left;
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
