package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real cluster that {@code testbed/up} made, with its fault switches; a missing one fails the test. */
final class Testbed {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Testbed() {}

    static Path prefix() {
        String prefix = System.getenv("TESTBED_PREFIX");
        if (prefix == null || !Files.isDirectory(Path.of(prefix))) {
            return fail("There is no testbed: run bin/test, or testbed/up and set TESTBED_PREFIX.");
        }
        return Path.of(prefix);
    }

    static Path cacheDirectory() {
        return prefix().resolve("shared/.blackfish");
    }

    /** Sets what {@code tool} does from now on, in the words of {@code testbed/shims}. */
    static void fault(String tool, String what) {
        write(prefix().resolve("faults").resolve(tool), what + "\n");
    }

    static void noFault(String tool) {
        try {
            for (String name : List.of(tool, tool + ".reached", tool + ".go")) {
                Files.deleteIfExists(prefix().resolve("faults").resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often a Slurm tool was called since the log was last emptied. */
    static long calls(String tool) {
        Path log = prefix().resolve("faults/calls.log");
        return Files.exists(log)
                ? read(log).lines().filter(line -> line.contains(tool)).count()
                : 0;
    }

    static String run(String... argv) {
        try {
            Process process = new ProcessBuilder(argv).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return out.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Somebody else's job that has the node for itself, so that later ones wait; its id, to be cancelled. */
    static String occupyNode() {
        return run("sbatch", "--parsable", "--partition=cpu", "--exclusive", "--output=/dev/null", "--wrap=sleep 900");
    }

    /** A port of this machine that nobody listens on now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first group of the first match, which must be there. */
    static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).strip() : fail("There is no " + pattern + " in\n" + text);
    }

    /** Waits until the condition holds, or fails with what was seen last. */
    static void await(String what, Supplier<Boolean> condition) {
        await(what, PATIENCE, condition, () -> "");
    }

    static void await(String what, Duration longest, Supplier<Boolean> condition, Supplier<String> seen) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline) {
                fail("Waited " + longest.toSeconds() + " s for: " + what + "\n" + seen.get());
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(200).toNanos());
        }
    }
}
