package org.blackfish.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.blackfish.problem.InvalidInput;

/**
 * What a job runs: the entry point of a container image.
 *
 * @param image the SIF file
 * @param gpu whether the node's NVIDIA devices and libraries are made visible
 * @param environment variables inside the container
 * @param keyVariable the variable inside the container that gets the service's key, for engines that read no file
 * @param arguments what follows the image's own entry point
 * @param enclosures files of ours that the program reads
 */
public record Program(
        Path image,
        boolean gpu,
        List<Mount> mounts,
        Map<String, String> environment,
        Optional<String> keyVariable,
        List<Argument> arguments,
        List<Enclosure> enclosures) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Program {
        if (!image.isAbsolute()) {
            throw new InvalidInput("image", "The path " + image + " of the image is not absolute.");
        }
        Checked.text("image", image.toString());
        environment.forEach((name, value) -> {
            checkName(name);
            Checked.text(name, value);
        });
        keyVariable.ifPresent(Program::checkName);
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
        enclosures = List.copyOf(enclosures);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInput("environment", "\"" + name + "\" cannot be the name of a variable.");
        }
    }
}
