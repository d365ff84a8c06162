package org.blackfish.settings;

import java.util.Map;

/** Where Slurm's own configuration lies, which its commands must be told since nothing else of ours reaches them. */
public final class SlurmConfiguration {
    private static final String VARIABLE = "SLURM_CONF";

    private SlurmConfiguration() {}

    /** The variable for a command of Slurm, as in {@code environment}; none where Slurm finds the file itself. */
    public static Map<String, String> of(Map<String, String> environment) {
        String file = environment.get(VARIABLE);
        return file == null ? Map.of() : Map.of(VARIABLE, file);
    }
}
