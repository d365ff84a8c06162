package org.blackfish.service;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an engine is started beyond what its recipe sets.
 *
 * @param arguments one argument each, in their order
 * @param environment variables inside the container; no secrets, since Slurm keeps the script that sets them
 * @param trustRemoteCode lets vLLM run Python code that the model's repository brings along
 */
public record EngineOptions(List<String> arguments, SortedMap<String, String> environment, boolean trustRemoteCode) {
    /** Nothing beyond the recipe. */
    public static final EngineOptions NONE = of(List.of(), Map.of(), false);

    public EngineOptions {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    public static EngineOptions of(List<String> arguments, Map<String, String> environment, boolean trustRemoteCode) {
        return new EngineOptions(arguments, new TreeMap<>(environment), trustRemoteCode);
    }
}
