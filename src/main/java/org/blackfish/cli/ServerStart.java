package org.blackfish.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the server by the release's own launcher. */
final class ServerStart {
    private static final int USUAL_PORT = 8000;

    private final World world;
    private final @Nullable Integer port;
    private final boolean takeOver;

    ServerStart(World world, @Nullable Integer port, boolean takeOver) {
        this.world = world;
        this.port = port;
        this.takeOver = takeOver;
    }

    /** Where the launcher lies; empty when the jar was started by something else. */
    static Optional<Path> launcher() {
        return Optional.ofNullable(System.getProperty("blackfish.bin"))
                .map(folder -> Path.of(folder, "blackfish-server"))
                .filter(Files::isExecutable);
    }

    int inForeground() {
        try {
            Process server = builder(arguments()).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
            return server.waitFor();
        } catch (IOException e) {
            throw unstartable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.REFUSED;
        }
    }

    /** Returns when the server answers; what it says goes into {@code logs/start.log} of the home. */
    int inBackground() {
        Path home = world.home();
        Path says = home.resolve("logs/start.log");
        List<String> arguments = new ArrayList<>(List.of("setsid", "--fork", "--wait"));
        arguments.addAll(arguments());
        try {
            Files.createDirectories(says.getParent());
            Files.deleteIfExists(says);
            Process server = builder(arguments)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(says.toFile())
                    .start();
            try (Progress progress = new Progress(world)) {
                while (server.isAlive() && !Files.readString(says).contains("answers on")) {
                    progress.show("Starting; a first start takes longer");
                    Rest.pause(Duration.ofMillis(200));
                }
            }
            String last = Files.readString(says).lines().reduce("", (before, line) -> line);
            if (!server.isAlive()) {
                throw Failure.refused("The server did not start: " + last.replaceFirst("^blackfish-server: ", ""));
            }
            world.note(last.replaceFirst("^blackfish-server: ", "Blackfish "));
            return 0;
        } catch (IOException e) {
            throw unstartable(e);
        }
    }

    /** Without what only programs read: the server refuses names of settings that it does not know. */
    private static ProcessBuilder builder(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(arguments);
        builder.environment().keySet().removeAll(List.of("BLACKFISH_URL", "BLACKFISH_AUTH_TOKEN", "BLACKFISH_HOST"));
        return builder;
    }

    private List<String> arguments() {
        Path launcher = launcher()
                .orElseThrow(
                        () -> Failure.refused(
                                "The server's launcher is not beside this program; start it with ood-app/bin/blackfish-server."));
        List<String> arguments = new ArrayList<>(List.of(launcher.toString(), "--port", String.valueOf(chosenPort())));
        if (takeOver) {
            arguments.add("--take-over");
        }
        return arguments;
    }

    private int chosenPort() {
        if (port != null) {
            return port;
        }
        Optional<Integer> named = world.variable("BLACKFISH_PORT")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf);
        return named.orElseGet(() -> free(USUAL_PORT).or(() -> free(0)).orElse(USUAL_PORT));
    }

    private static Optional<Integer> free(int wanted) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return Optional.of(socket.getLocalPort());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The launcher has 20 s for an orderly end. */
    private static void end(Process server) {
        server.destroy();
        try {
            server.waitFor(25, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Failure unstartable(IOException e) {
        return Failure.refused("The server could not be started: " + e.getMessage() + ".");
    }
}
