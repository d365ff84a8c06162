package org.blackfish.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The one PostgreSQL server of this home; the caller holds the lease and ends if it is lost. */
final class Postmaster {
    private static final int SOCKET_PATH_LIMIT = 107;
    private static final long LARGEST_LOG = 10L * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger("org.blackfish.database");

    private final Path data;
    private final DataFolder folder;
    private final Path log;
    private final Settings settings;
    private final Path sockets;
    private final Duration limit;
    private final Runnable ended;
    private volatile boolean serving;
    private volatile @Nullable PostmasterGuard guard;

    /** {@code ended} runs if PostgreSQL ends without having been asked to. */
    Postmaster(Settings settings, Runnable ended) {
        this.ended = ended;
        limit = settings.lease().stopAfter();
        this.settings = settings;
        Path home = settings.homeDirectory();
        data = home.resolve("database");
        folder = new DataFolder(data);
        log = home.resolve("logs").resolve("postgresql.log");
        sockets = settings.runDirectory()
                .resolve("pg-" + Integer.toHexString(home.toAbsolutePath().hashCode()));
    }

    Path socket() {
        return sockets.resolve(".s.PGSQL.5432");
    }

    /** Starts PostgreSQL; {@code prepare} runs before, when surely nothing of this machine works on the data. */
    void start(Preparation prepare) throws IOException {
        if (socket().toString().length() > SOCKET_PATH_LIMIT) {
            throw new WrongState(
                    "socket directory",
                    sockets.toString(),
                    "a shorter path",
                    "The path " + socket() + " is too long for a Unix socket; set BLACKFISH_RUN_DIR to a short path on"
                            + " a local disk.");
        }
        Path programs = Binaries.find(settings).resolve("bin");
        Path privately = Files.createDirectories(sockets);
        Files.setPosixFilePermissions(privately, PosixFilePermissions.fromString("rwx------"));
        new Orphans(folder).end();
        prepare.run(folder);
        if (!Files.exists(data)) {
            initialise(programs);
        }
        checkVersion();
        launch(programs);
    }

    /** Stops with a checkpoint; a postmaster that is not there any more is as good. */
    void stop() {
        serving = false;
        PostmasterGuard running = guard;
        if (running == null || !running.isAlive()) {
            return;
        }
        try {
            run("pg_ctl", programs().resolve("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-w");
        } catch (IOException | CommandFailed e) {
            LOG.log(System.Logger.Level.WARNING, "PostgreSQL did not stop in order: " + e.getMessage());
        }
    }

    /** The lease was renewed by an attempt that began so long ago. */
    void renewed(Duration age) {
        PostmasterGuard running = guard;
        if (running != null) {
            running.renewed(age);
        }
    }

    /** Ends PostgreSQL now and touches no file, because the storage may be what fails. */
    void lost() {
        serving = false;
        PostmasterGuard running = guard;
        if (running != null) {
            running.lost();
        }
    }

    private Path programs() throws IOException {
        return Binaries.find(settings).resolve("bin");
    }

    private void initialise(Path programs) throws IOException {
        Path fresh = data.resolveSibling(".database.new");
        // A half-made folder of a start that was killed; nothing was ever stored in it.
        if (Files.exists(fresh)) {
            Files.move(fresh, data.resolveSibling(".database.broken-" + System.nanoTime()));
        }
        run(
                "initdb",
                programs.resolve("initdb").toString(),
                "-D",
                fresh.toString(),
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth-local=peer",
                "--auth-host=reject",
                "--username=" + System.getProperty("user.name"));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(String.valueOf(Binaries.MAJOR))) {
            throw new WrongState(
                    "database",
                    found,
                    String.valueOf(Binaries.MAJOR),
                    "The data in " + data + " were written by PostgreSQL " + found
                            + ", this version of Blackfish brings"
                            + " PostgreSQL " + Binaries.MAJOR + ". Start the Blackfish version that wrote them, or move"
                            + " the folder away to begin with an empty one.");
        }
    }

    private void launch(Path programs) throws IOException {
        List<String> argv = new ArrayList<>(
                List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-k", sockets.toString()));
        for (String option : List.of(
                "listen_addresses=",
                "unix_socket_permissions=0700",
                "max_connections=40",
                "shared_buffers=16MB",
                "jit=off",
                "wal_level=minimal",
                "max_wal_senders=0",
                "max_worker_processes=2",
                "autovacuum_naptime=10min",
                "log_min_messages=warning")) {
            argv.add("-c");
            argv.add(option);
        }
        // PostgreSQL writes warnings only, but for as long as the home lives; what is kept is bounded at each start.
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        PostmasterGuard started = PostmasterGuard.start(argv, log, limit, this::gone);
        guard = started;
        awaitReady(started);
        serving = true;
    }

    private void gone() {
        if (serving) {
            ended.run();
        }
    }

    private void awaitReady(PostmasterGuard started) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ready(started)) {
            if (!started.isAlive()) {
                throw new IOException("PostgreSQL ended while it started; see " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL did not answer within 60 s; see " + log);
            }
            pause();
        }
    }

    private boolean ready(PostmasterGuard started) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        // The first line is the pid (a killed predecessor leaves its own), the eighth the postmaster's word on its
        // state.
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > 7
                && lines.get(7).strip().equals("ready")
                && started.started(Long.parseLong(lines.getFirst().strip()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String name, String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int exit = process.waitFor();
            if (exit != 0) {
                throw new CommandFailed("localhost", List.of(name), exit, said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted", e);
        }
    }

    /** What must be done to the data before they are opened. */
    @FunctionalInterface
    interface Preparation {
        void run(DataFolder folder) throws IOException;
    }
}
