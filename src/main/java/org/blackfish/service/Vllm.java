package org.blackfish.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.blackfish.cluster.Argument;
import org.blackfish.cluster.Mount;
import org.blackfish.cluster.Program;

/**
 * vLLM's OpenAI server. The image's entry point is {@code vllm serve}, so the snapshot's path comes first; the key
 * comes by {@code VLLM_API_KEY}. Code from the model's repository runs only when the launch asked for it.
 */
record Vllm() implements Recipe {
    static final String ENGINE = "vllm";

    @Override
    public String engine() {
        return ENGINE;
    }

    @Override
    public List<String> reserved() {
        return List.of("--model", "--host", "--port", "--uds", "--served-model-name", "--api-key", "--revision");
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
        if (serving.trustRemoteCode()) {
            text(arguments, "--trust-remote-code");
        }
        serving.engineArguments().forEach(given -> text(arguments, given));
        return new Program(
                serving.sif(),
                serving.gpus() > 0,
                List.of(Mount.readOnly(serving.model().bindRoot())),
                ENVIRONMENT,
                Optional.of("VLLM_API_KEY"),
                arguments);
    }

    private static void text(List<Argument> arguments, String... words) {
        for (String word : words) {
            arguments.add(Argument.of(word));
        }
    }
}
