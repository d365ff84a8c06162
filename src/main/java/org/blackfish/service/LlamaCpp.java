package org.blackfish.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.cluster.Argument;
import org.blackfish.cluster.Mount;
import org.blackfish.cluster.Program;

/**
 * llama.cpp's HTTP server for GGUF models. Its key comes from a file; several aliases need a build of March 2026 or
 * later, as the pinned one is.
 */
record LlamaCpp() implements Recipe {
    static final String ENGINE = "llama.cpp";

    /** Tokens of all slots together. */
    static final int CONTEXT = 8192;

    private static final int SLOTS = 2;
    private static final int EVERY_LAYER = 999;

    @Override
    public String engine() {
        return ENGINE;
    }

    @Override
    public List<String> reserved() {
        return List.of(
                "-m",
                "--model",
                "-mu",
                "--model-url",
                "-hf",
                "-hfr",
                "--hf-repo",
                "-hff",
                "--hf-file",
                "--models-dir",
                "--models-preset",
                "--host",
                "--port",
                "-a",
                "--alias",
                "--path",
                "--api-prefix",
                "--ssl-key-file",
                "--ssl-cert-file");
    }

    @Override
    public Program program(Serving serving) {
        List<Argument> arguments = new ArrayList<>();
        text(arguments, "-m", serving.model().file().toString(), "--host", EVERY_ADDRESS, "--port");
        arguments.add(new Argument.Port());
        List<String> names = Recipe.names(serving.model().repo(), serving.serviceName());
        text(arguments, "--alias", String.join(",", names));
        text(arguments, "-c", String.valueOf(CONTEXT), "-np", String.valueOf(SLOTS));
        text(arguments, "-t", String.valueOf(serving.cpus()));
        if (serving.gpus() > 0) {
            text(arguments, "-ngl", String.valueOf(EVERY_LAYER));
        }
        text(arguments, "--api-key-file");
        arguments.add(new Argument.KeyFile());
        serving.options().arguments().forEach(given -> text(arguments, given));
        return new Program(
                serving.sif(),
                serving.gpus() > 0,
                List.of(Mount.readOnly(serving.model().bindRoot())),
                Recipe.environment(serving),
                Optional.empty(),
                arguments,
                List.of());
    }

    private static void text(List<Argument> arguments, String... words) {
        for (String word : words) {
            arguments.add(Argument.of(word));
        }
    }
}
