package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end again and again, with the same first words and environment. */
record Shell(List<String> program, Map<String, String> environment) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** How it ended and what it said, both streams in the order in which they came. */
    record Said(int code, String text) {}

    Shell {
        program = List.copyOf(program);
        environment = Map.copyOf(environment);
    }

    Shell with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Shell(program, more);
    }

    /** What it says when it succeeds. */
    String run(String... arguments) {
        return run("", List.of(arguments));
    }

    /** The same with {@code input} on its standard input. */
    String run(String input, List<String> arguments) {
        Said said = say(input, arguments);
        assertThat(said.code()).as("%s said: %s", arguments, said.text()).isZero();
        return said.text();
    }

    Said say(String... arguments) {
        return say("", List.of(arguments));
    }

    private Said say(String input, List<String> arguments) {
        List<String> argv = new ArrayList<>(program);
        argv.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return fail("%s did not end; it said: %s", argv, text);
            }
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
