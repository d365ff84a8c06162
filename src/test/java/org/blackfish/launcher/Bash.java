package org.blackfish.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a script of ours says, both streams in one, and how it ends. */
record Bash(String said, int status) {
    /** Runs {@code script} with {@code arguments} as {@code $1} and so on, in an environment with {@code more} in it. */
    static Bash run(Map<String, String> more, String script, Object... arguments) {
        try {
            Process process = start(more, script, arguments);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Bash(said, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Process start(Map<String, String> more, String script, Object... arguments) throws IOException {
        List<String> argv = new ArrayList<>(List.of("bash", "-uc", script, "bash"));
        for (Object argument : arguments) {
            argv.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().putAll(more);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** A program of this name in {@code folder}, which does what the lines say. */
    static Path program(Path folder, String name, String... lines) throws IOException {
        Path file = Files.createDirectories(folder).resolve(name);
        Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The environment in which programs of {@code folder} stand before those of the system. */
    static Map<String, String> before(Path folder) {
        return Map.of("PATH", folder + ":" + System.getenv("PATH"));
    }
}
