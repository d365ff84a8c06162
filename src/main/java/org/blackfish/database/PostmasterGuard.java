package org.blackfish.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A small shell beside the JVM that starts the postmaster and ends it when nobody tells it any more that the lease is
 * ours: the JVM may be frozen, and its postmaster would go on. It uses no file of the home, which may be what hangs.
 */
final class PostmasterGuard {
    /** How the shell calls itself, for whoever looks for it. */
    static final String NAME = "postmaster-guard";

    private final Process shell;
    private final OutputStream words;
    private final CompletableFuture<Void> end;

    private PostmasterGuard(Process shell, CompletableFuture<Void> end) {
        this.shell = shell;
        this.end = end;
        words = shell.getOutputStream();
    }

    /** Starts the postmaster {@code argv} under a guard; {@code ended} runs when both are gone, for whatever reason. */
    static PostmasterGuard start(List<String> argv, Path log, Duration limit, Runnable ended) throws IOException {
        long hundredths = Math.max(1, limit.toMillis() / 10);
        String look = String.valueOf(Math.clamp(limit.toMillis() / 20_000.0, 0.05, 3));
        List<String> command = new ArrayList<>(List.of("bash", "-c", script(), NAME, String.valueOf(hundredths), look));
        command.addAll(argv);
        Process shell = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new PostmasterGuard(shell, shell.onExit().thenRun(ended));
    }

    private static String script() throws IOException {
        try (InputStream script = PostmasterGuard.class.getResourceAsStream("postmaster-guard.sh")) {
            if (script == null) {
                throw new IOException("this build carries no postmaster-guard.sh");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    boolean isAlive() {
        return !end.isDone();
    }

    boolean started(long pid) {
        return shell.children().anyMatch(child -> child.pid() == pid);
    }

    /** The lease was renewed by an attempt that began so long ago. */
    void renewed(Duration age) {
        say(String.valueOf(age.toMillis() / 10 + 1));
    }

    /** Ends the postmaster now, without a checkpoint. */
    void lost() {
        say("lost");
    }

    private synchronized void say(String word) {
        try {
            words.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
            words.flush();
        } catch (IOException e) {
            // The guard is gone, and with it the postmaster.
        }
    }
}
