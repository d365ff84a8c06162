package org.blackfish.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;

/** The one PostgreSQL server of this home; the caller holds the lease. */
final class Postmaster {
    private static final int SOCKET_PATH_LIMIT = 107;

    private final Path data;
    private final Path log;
    private final Path home;
    private final Path sockets;

    Postmaster(Settings settings) {
        home = settings.homeDirectory();
        data = home.resolve("database");
        log = home.resolve("logs").resolve("postgresql.log");
        sockets = settings.runDirectory()
                .resolve("pg-" + Integer.toHexString(home.toAbsolutePath().hashCode()));
    }

    Path socket() {
        return sockets.resolve(".s.PGSQL.5432");
    }

    void start() throws IOException {
        if (socket().toString().length() > SOCKET_PATH_LIMIT) {
            throw new WrongState(
                    "socket directory",
                    sockets.toString(),
                    "a shorter path",
                    "The path " + socket() + " is too long for a Unix socket; set BLACKFISH_RUN_DIR to a short path on"
                            + " a local disk.");
        }
        Path programs = Binaries.unpack(home).resolve("bin");
        Path privately = Files.createDirectories(sockets);
        Files.setPosixFilePermissions(privately, PosixFilePermissions.fromString("rwx------"));
        if (!Files.exists(data)) {
            initialise(programs);
        }
        checkVersion();
        stopOrphan(programs);
        launch(programs);
    }

    /** Stops with a checkpoint; a postmaster that is not there any more is as good. */
    void stop() {
        try {
            run("pg_ctl", programs().resolve("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-w");
        } catch (IOException | CommandFailed e) {
            System.getLogger("org.blackfish.database")
                    .log(System.Logger.Level.WARNING, "PostgreSQL did not stop in order: " + e.getMessage());
        }
    }

    private Path programs() throws IOException {
        return Binaries.unpack(home).resolve("bin");
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

    /** A KILL of the JVM may leave the postmaster behind; only a process that runs on our data is touched. */
    private void stopOrphan(Path programs) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> alive = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        if (alive.isPresent() && runsOnOurData(alive.get().pid())) {
            run("pg_ctl", programs.resolve("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-w");
        }
    }

    private boolean runsOnOurData(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                    .contains(data.toString());
        } catch (IOException e) {
            return false;
        }
    }

    private void launch(Path programs) throws IOException {
        List<String> argv = new ArrayList<>();
        Path setpriv = Path.of("/usr/bin/setpriv");
        if (Files.isExecutable(setpriv)) {
            // The postmaster ends in order when the thread that started it dies with the JVM.
            argv.addAll(List.of(setpriv.toString(), "--pdeathsig", "INT", "--"));
        }
        argv.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString(), "-k", sockets.toString()));
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
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        awaitReady(new Keeper(builder).start());
    }

    private void awaitReady(Process postmaster) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!ready(postmaster)) {
            if (!postmaster.isAlive()) {
                throw new IOException("PostgreSQL ended while it started; see " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL did not answer within 60 s; see " + log);
            }
            pause();
        }
    }

    private boolean ready(Process postmaster) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return false;
        }
        // The first line is the pid (a killed predecessor leaves its own), the eighth the postmaster's word on its
        // state.
        List<String> lines = Files.readAllLines(pidFile);
        return lines.size() > 7
                && lines.getFirst().strip().equals(String.valueOf(postmaster.pid()))
                && lines.get(7).strip().equals("ready");
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

    /** A platform thread that lives as long as the JVM: the parent-death signal follows the starting thread. */
    private static final class Keeper {
        private final ProcessBuilder builder;
        private final CompletableFuture<Process> started = new CompletableFuture<>();

        Keeper(ProcessBuilder builder) {
            this.builder = builder;
        }

        Process start() throws IOException {
            Thread.ofPlatform().daemon().name("postmaster-keeper").start(this::keep);
            try {
                return started.join();
            } catch (CompletionException e) {
                throw new IOException("PostgreSQL could not be started", e);
            }
        }

        private void keep() {
            try {
                Process process = builder.start();
                started.complete(process);
                process.waitFor();
            } catch (IOException e) {
                started.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
