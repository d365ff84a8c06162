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
    /** What the launcher ends with when another server holds the data and it was told not to wait. */
    private static final int HELD = 3;
    /** The launcher itself gives a start five minutes; handing over the data comes before. */
    private static final Duration LONGEST = Duration.ofMinutes(6);

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
            return code(server.waitFor());
        } catch (IOException e) {
            throw unstartable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Failure.REFUSED;
        }
    }

    /** The launcher's codes say other things than ours, which are told in the help. */
    private static int code(int launchers) {
        return launchers == 0 || launchers == Failure.WRONG_INPUT ? launchers : Failure.REFUSED;
    }

    /**
     * Returns when the server answers; what it says goes into {@code logs/start.log} of the home. Nobody would see a page
     * that waits for the data of another server, so that is a {@link Failure}.
     */
    int inBackground() {
        return inBackground(LONGEST);
    }

    int inBackground(Duration longest) {
        Path says = world.home().resolve("logs/start.log");
        try {
            Process server = startApart(says);
            Thread giveUp = new Thread(() -> endApart(server));
            Runtime.getRuntime().addShutdownHook(giveUp);
            boolean answers = awaitAnswer(server, says, longest);
            String last = last(says);
            if (!answers) {
                boolean ended = !server.isAlive();
                endApart(server);
                throw ended && server.exitValue() == HELD ? held(last) : unanswered(last, ended);
            }
            Runtime.getRuntime().removeShutdownHook(giveUp);
            world.note("Blackfish " + last);
            return 0;
        } catch (IOException e) {
            throw unstartable(e);
        }
    }

    private Process startApart(Path says) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("setsid", "--fork", "--wait"));
        arguments.addAll(arguments());
        if (!takeOver) {
            arguments.add("--no-wait");
        }
        Files.createDirectories(says.resolveSibling(""));
        Files.deleteIfExists(says);
        return builder(arguments)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(says.toFile())
                .start();
    }

    private boolean awaitAnswer(Process server, Path says, Duration longest) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (Progress progress = new Progress(world)) {
            while (!Files.readString(says).contains("answers on")) {
                if (!server.isAlive() || System.nanoTime() >= end) {
                    return false;
                }
                progress.show("Starting; a first start takes longer");
                Rest.pause(Duration.ofMillis(200));
            }
        }
        return true;
    }

    private static String last(Path says) throws IOException {
        String last = Files.readString(says).lines().reduce("", (before, line) -> line);
        return last.replaceFirst("^blackfish-server: ", "");
    }

    /** Who holds the data is told by a child of the launcher, which may come too late. */
    private static Failure held(String said) {
        return Failure.refused("The server was not started: "
                + (said.isEmpty() ? "another server holds the data." : said)
                + " To have that one stop, add --take-over: \"blackfish start --background --take-over\".");
    }

    private static Failure unanswered(String last, boolean ended) {
        return Failure.refused(
                "The server did not start" + (ended ? ": " + last : " in time and was ended; it last said: " + last));
    }

    /** What was given up must not take the data later, when nobody expects it. The launcher ends its own children. */
    private static void endApart(Process server) {
        server.children().forEach(ProcessHandle::destroy);
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
