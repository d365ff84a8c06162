package org.blackfish.cli;

import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a launch is called and which weights it takes. */
final class Naming {
    @Option(
            names = {"-n", "--name"},
            description = "The service's name; a random one when left out.")
    private @Nullable String name;

    @Option(
            names = {"-r", "--revision"},
            description = "A commit, branch or tag that is on disk; the newest one when left out.")
    private @Nullable String revision;

    @Option(names = "--engine", description = "vllm or llama.cpp, instead of what the model's format says.")
    private @Nullable String engine;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "The service's key is the first line of this file, instead of a random one.")
    private @Nullable Path keyFile;

    @Option(names = "--api-key", hidden = true, arity = "0..1", fallbackValue = "", description = "Refused.")
    private @Nullable String keyInArguments;

    @Option(names = "--trust-remote-code", description = "Lets vLLM run Python code that comes with the model.")
    private boolean trustRemoteCode;

    @Option(names = "--dry-run", description = "Show settings and job script; launch nothing.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until it is ready.")
    private boolean wait;

    void into(JsonObjectBuilder order) {
        if (keyInArguments != null) {
            throw Failure.wrongInput("--api-key would show the key to everybody on this machine; every service gets a"
                    + " random key, or put yours into a file and give --api-key-file.");
        }
        order.add(
                "name",
                name == null ? "blackfish-" + ThreadLocalRandom.current().nextInt(10_000, 100_000) : name);
        if (revision != null) {
            order.add("revision", revision);
        }
        if (engine != null) {
            order.add("engine", engine);
        }
        if (trustRemoteCode) {
            order.add("trust_remote_code", true);
        }
        if (keyFile != null) {
            order.add("api_key", firstLine(keyFile));
        }
    }

    boolean isDryRun() {
        return dryRun;
    }

    boolean isWaitedFor() {
        return wait;
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> Failure.wrongInput("The file " + file + " of --api-key-file is empty."));
        } catch (IOException | UncheckedIOException e) {
            throw Failure.wrongInput("The file " + Plain.line(file.toString())
                    + " of --api-key-file cannot be read; name a text file of yours.");
        }
    }
}
