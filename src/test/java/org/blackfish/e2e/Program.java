package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of somebody who uses Blackfish, run to its end with variables of its own. */
record Program(int exit, String out, String err) {

    /** A Python with the packages that {@code testbed/python} has put there. */
    static Path python() {
        Path python = Testbed.prefix().resolve("python/bin/python");
        return Files.isExecutable(python)
                ? python
                : fail("There is no Python with the openai package at " + python + "; bin/test makes it.");
    }

    static Program run(Map<String, String> variables, Duration longest, List<String> argv) {
        try {
            Path out = Files.createTempFile("program", ".out");
            Path err = Files.createTempFile("program", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return fail(argv + " did not end within " + longest.toSeconds() + " s\n" + text(out) + text(err));
            }
            return new Program(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
