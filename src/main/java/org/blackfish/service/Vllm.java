package org.blackfish.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.blackfish.cluster.Argument;
import org.blackfish.cluster.Enclosure;
import org.blackfish.cluster.Mount;
import org.blackfish.cluster.Program;

/**
 * vLLM's OpenAI server. The image's entry point is {@code vllm serve}, so the snapshot's path comes first; the key
 * comes by {@code VLLM_API_KEY}. vLLM itself asks for it below {@code /v1} only, so our guard stands before everything
 * else. Code from the model's repository runs only when the launch asked for it.
 */
record Vllm() implements Recipe {
    static final String ENGINE = "vllm";

    /** The folder that holds nothing but the guard, in the container. */
    private static final Path GUARD_FOLDER = Path.of("/blackfish");

    private static final String GUARD_FILE = "blackfish_guard.py";
    private static final Enclosure GUARD = new Enclosure(GUARD_FILE, guard(), GUARD_FOLDER.resolve(GUARD_FILE));

    @Override
    public String engine() {
        return ENGINE;
    }

    @Override
    public List<String> reserved() {
        return List.of(
                "--model",
                "--revision",
                "--config",
                "--host",
                "--port",
                "--uds",
                "--grpc",
                "--root-path",
                "--served-model-name",
                "--middleware",
                "--ssl-keyfile",
                "--ssl-certfile",
                "--ssl-ca-certs",
                "--ssl-cert-reqs");
    }

    @Override
    public Program program(Serving serving) {
        List<Argument> arguments = new ArrayList<>();
        text(arguments, serving.model().file().toString(), "--host", EVERY_ADDRESS, "--port");
        arguments.add(new Argument.Port());
        text(arguments, "--served-model-name");
        Recipe.names(serving.model().repo(), serving.serviceName()).forEach(name -> text(arguments, name));
        if (serving.gpus() > 0) {
            text(arguments, "--tensor-parallel-size", String.valueOf(serving.gpus()));
        }
        if (serving.options().trustRemoteCode()) {
            text(arguments, "--trust-remote-code");
        }
        serving.options().arguments().forEach(given -> text(arguments, given));
        // The last one is the outermost: it is asked before any other code that hears requests.
        text(arguments, "--middleware", "blackfish_guard.Guard");
        return new Program(
                serving.sif(),
                serving.gpus() > 0,
                List.of(Mount.readOnly(serving.model().bindRoot())),
                environment(serving),
                Optional.of("VLLM_API_KEY"),
                arguments,
                List.of(GUARD));
    }

    private static String guard() {
        try (InputStream stream = Vllm.class.getResourceAsStream(GUARD_FILE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + GUARD_FILE + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(Serving serving) {
        Map<String, String> environment = Recipe.environment(serving);
        environment.put("PYTHONPATH", GUARD_FOLDER.toString());
        // Without these vLLM reports its use to its makers, as far as the node lets it out; whoever wants that may say
        // so.
        environment.putIfAbsent("VLLM_NO_USAGE_STATS", "1");
        environment.putIfAbsent("DO_NOT_TRACK", "1");
        return environment;
    }

    private static void text(List<Argument> arguments, String... words) {
        for (String word : words) {
            arguments.add(Argument.of(word));
        }
    }
}
