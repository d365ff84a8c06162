package org.blackfish.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;

/** The one place that starts programs for the features: argv, own environment, deadline, two streams. */
final class ProcessRunner {
    private static final int MOST_OUTPUT = 16 * 1024 * 1024;
    private static final String[] BASIC = {"PATH", "HOME", "USER", "LOGNAME", "LANG"};

    private final String host;

    ProcessRunner(String host) {
        this.host = host;
    }

    Outcome run(Command command) {
        Process process = start(command);
        try {
            CompletableFuture<String> stdout = collect(process.getInputStream());
            CompletableFuture<String> stderr = collect(process.getErrorStream());
            feed(process, command.stdin());
            long nanos = command.deadline().toNanos();
            if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
                throw new DeadlinePassed(command.program(), host, command.deadline());
            }
            // A grandchild may hold the pipes open after the program has ended; what it says later is not ours.
            Duration rest = Duration.ofSeconds(2);
            return new Outcome(process.exitValue(), take(stdout, rest), take(stderr, rest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlinePassed(command.program(), host, Duration.ZERO);
        } finally {
            if (!command.endsItself()) {
                process.destroyForcibly();
            }
        }
    }

    private Process start(Command command) {
        ProcessBuilder builder = new ProcessBuilder(command.argv());
        Map<String, String> environment = builder.environment();
        Map<String, String> ours = Map.copyOf(environment);
        environment.clear();
        for (String name : BASIC) {
            String value = ours.get(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        environment.putAll(command.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HostUnreachable(
                    host,
                    "The program \"" + command.argv().getFirst() + "\" could not be started on " + host
                            + "; is it installed and on the PATH?",
                    e);
        }
    }

    /** On a thread of its own: a program that hangs reads no more than the pipe holds, and the deadline must still pass. */
    private static void feed(Process process, String stdin) {
        Thread.ofVirtual().start(() -> {
            try (OutputStream in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            } catch (IOException ignored) {
                // A program that does not read its stdin closes the pipe; its exit code tells the rest.
            }
        });
    }

    private static CompletableFuture<String> collect(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete("");
            }
        });
        return text;
    }

    private static String take(CompletableFuture<String> text, Duration longest) throws InterruptedException {
        try {
            return text.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }
}
