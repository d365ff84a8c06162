package org.blackfish.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.blackfish.cluster.Program;

/** How one engine is started from its official image; pure. */
sealed interface Recipe permits LlamaCpp, Vllm {
    /** Inside the container: nothing is fetched from the hub and no Python packages of the user's home are used. */
    Map<String, String> ENVIRONMENT = Map.of("HF_HUB_OFFLINE", "1", "PYTHONNOUSERSITE", "1");

    /** The engine listens where the gateway's host can reach it; its key is what keeps others out. */
    String EVERY_ADDRESS = "0.0.0.0";

    /** The engine's name on the wire. */
    String engine();

    /** Flags that are ours to set, in whatever spelling. */
    List<String> reserved();

    /** The container program of a service. */
    Program program(Serving serving);

    /** Ours and those that the launch adds. */
    static Map<String, String> environment(Serving serving) {
        Map<String, String> all = new TreeMap<>(serving.options().environment());
        all.putAll(ENVIRONMENT);
        return all;
    }

    /** By the engine's name; empty for an unknown one. */
    static Optional<Recipe> of(String engine) {
        return Stream.<Recipe>of(new LlamaCpp(), new Vllm())
                .filter(recipe -> recipe.engine().equals(engine))
                .findFirst();
    }

    /** Every name that the engine answers to. */
    static List<String> names(String repo, String serviceName) {
        return Stream.of(repo, serviceName).distinct().toList();
    }
}
