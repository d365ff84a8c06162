package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One Blackfish on a machine of its own, over a home that others use too. */
final class HeadNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path home;
    private final Path run;
    private final int port;
    private final String clock;
    private Process launcher;

    private HeadNode(Path home, Path run, int port, String clock, String... arguments) {
        this.home = home;
        this.run = run;
        this.port = port;
        this.clock = clock;
        launcher = launch(arguments);
    }

    /**
     * {@code clock} is how far the clock of whoever waits for the data is off, for example {@code +7m}; the server itself
     * keeps the right time, since it would be too slow under the library that bends it.
     */
    static HeadNode start(Path home, int port, String clock, String... arguments) throws IOException {
        return new HeadNode(home, Files.createTempDirectory(home.getParent(), "r"), port, clock, arguments);
    }

    HeadNode awaitSays(String what) {
        Testbed.await(
                "the launcher says \"" + what + "\"",
                PATIENCE,
                () -> says().contains(what) || !launcher.isAlive(),
                () -> says() + Testbed.run("tail", "-n", "5", home + "/logs/server.log"));
        if (!says().contains(what)) {
            throw new AssertionError("The launcher ended: " + says());
        }
        return this;
    }

    int awaitEnd() {
        Testbed.await("the launcher ends", PATIENCE, () -> !launcher.isAlive(), this::says);
        return launcher.exitValue();
    }

    String says() {
        return Testbed.read(run.resolve("launcher.log"));
    }

    ProcessHandle jvm() {
        return Machines.find(launcher.toHandle(), "/bin/java\0").orElseThrow();
    }

    /** The processes that serve: the JVM, the postmaster's guard, PostgreSQL; not those that make up the machine. */
    List<ProcessHandle> server() {
        return Machines.tree(jvm());
    }

    /** An answer's body; the token goes through a file, never through argv. */
    String get(String path, String... more) {
        Path header = run.resolve("header");
        Testbed.write(
                header,
                "Authorization: Bearer "
                        + Testbed.read(home.resolve("auth_token")).strip() + "\n");
        List<String> argv = new ArrayList<>(List.of(
                "nsenter",
                "--preserve-credentials",
                "-t",
                String.valueOf(
                        launcher.toHandle().children().findFirst().orElseThrow().pid()),
                "-U",
                "-n",
                "curl",
                "-s",
                "--max-time",
                "60"));
        if (more.length == 0) {
            argv.addAll(List.of("-H", "@" + headerFile()));
        }
        argv.addAll(List.of(more));
        argv.add("http://127.0.0.1:" + port + path);
        return Testbed.run(argv.toArray(String[]::new));
    }

    String makeToken(String name) {
        return get(
                "/api/tokens",
                "-H",
                "@" + headerFile(),
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"name\":\"" + name + "\",\"scopes\":[\"read\"]}");
    }

    Path run() {
        return run;
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Machines.tree(launcher.toHandle());
        Machines.signal("CONT", all);
        Machines.find(launcher.toHandle(), "blackfish-server\0--port").ifPresent(ProcessHandle::destroy);
        try {
            if (!launcher.waitFor(40, TimeUnit.SECONDS)) {
                Machines.signal("KILL", all);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path headerFile() {
        Path header = run.resolve("header");
        Testbed.write(
                header,
                "Authorization: Bearer "
                        + Testbed.read(home.resolve("auth_token")).strip() + "\n");
        return header;
    }

    private Process launch(String... arguments) {
        if (!Files.exists(Path.of("target/runtime/root"))) {
            Testbed.run("ood-app/bin/prepare-runtime", "target/runtime");
        }
        List<String> argv = new ArrayList<>(Machines.ownMachine());
        argv.addAll(List.of("ood-app/bin/blackfish-server", "--port", String.valueOf(port)));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment()
                .putAll(Map.of(
                        "BLACKFISH_HOME_DIR", home.toString(),
                        "BLACKFISH_RUN_DIR", run.toString(),
                        "BLACKFISH_START_CACHE", "off",
                        "BLACKFISH_LEASE_BEAT", "500ms",
                        "BLACKFISH_LEASE_STOP", "16s",
                        "BLACKFISH_LEASE_TAKE", "24s"));
        if (!clock.isEmpty()) {
            builder.environment().put("BLACKFISH_JAVA", javaWithAnotherClock().toString());
        }
        builder.redirectErrorStream(true)
                .redirectOutput(run.resolve("launcher.log").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path javaWithAnotherClock() {
        Path program = run.resolve("java/bin/java");
        try {
            Files.createDirectories(program.getParent());
            Files.writeString(program, """
                    #!/bin/bash
                    case "$*" in
                      *SecondSession*) export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1
                        export FAKETIME=%s FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 ;;
                    esac
                    exec %s/bin/java "$@"
                    """.formatted(clock, System.getProperty("java.home")));
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run.resolve("java");
    }
}
