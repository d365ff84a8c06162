package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a launch may ask for of the cluster; what is left out the tier decides. */
final class Asked {
    @Option(
            names = {"-p", "--profile"},
            description = "Where it runs; the default profile when left out.")
    private @Nullable String profile;

    @Option(
            names = "--tier",
            description = "A tier of the site instead of the recommended one; see \"blackfish tier ls\".")
    private @Nullable String tier;

    @Option(names = "--partition", description = "Slurm's partition.")
    private @Nullable String partition;

    @Option(
            names = {"--cpus", "--ntasks-per-node"},
            description = "CPU cores.")
    private @Nullable Integer cpus;

    @Option(
            names = {"--mem", "--memory"},
            description = "Memory in GB.")
    private @Nullable Integer memory;

    @Option(
            names = {"--gpus", "--gres"},
            description = "Number of GPUs.")
    private @Nullable Integer gpus;

    @Option(names = "--time", description = "Wall time: minutes, HH:MM:SS or D-HH:MM:SS.")
    private @Nullable String time;

    @Option(names = "--constraint", description = "As Slurm has it.")
    private @Nullable String constraint;

    @Option(names = "--account", description = "As Slurm has it.")
    private @Nullable String account;

    @Option(names = "--image-ref", paramLabel = "REPO:TAG", description = "Instead of the configured image.")
    private @Nullable String imageRef;

    @Option(
            names = {"-g", "--grace-period"},
            paramLabel = "SECONDS",
            description = "From the job's start until \"still loading\" is said.")
    private @Nullable Integer gracePeriod;

    @Option(names = "--idle-minutes", description = "Stop the service after so long without use.")
    private @Nullable Integer idleMinutes;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable inside the container; may be given several times.")
    private final Map<String, String> env = new LinkedHashMap<>();

    @Option(
            names = {"-m", "--mount"},
            hidden = true,
            description = "Of the Python Blackfish; a text model mounts nothing.")
    private @Nullable String mount;

    void into(JsonObjectBuilder order) {
        text(order, "profile", profile);
        text(order, "tier", tier);
        text(order, "partition", partition);
        number(order, "cpus", cpus);
        number(order, "memory_gb", memory);
        number(order, "gpus", gpus);
        if (time != null && time.matches("\\d{1,9}")) {
            number(order, "time", Integer.valueOf(time));
        } else {
            text(order, "time", time);
        }
        text(order, "constraint", constraint);
        text(order, "account", account);
        text(order, "image_ref", imageRef);
        number(order, "grace_period", gracePeriod);
        number(order, "idle_minutes", idleMinutes);
        if (!env.isEmpty()) {
            JsonObjectBuilder variables = Json.createObjectBuilder();
            env.forEach(variables::add);
            order.add("env", variables);
        }
    }

    boolean namesMount() {
        return mount != null;
    }

    private static void text(JsonObjectBuilder order, String name, @Nullable String value) {
        if (value != null) {
            order.add(name, value);
        }
    }

    private static void number(JsonObjectBuilder order, String name, @Nullable Integer value) {
        if (value != null) {
            order.add(name, value.intValue());
        }
    }
}
