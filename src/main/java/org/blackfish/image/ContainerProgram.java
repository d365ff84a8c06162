package org.blackfish.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.UnknownItem;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** The program that runs containers on a host, with the version it tells of itself. */
public record ContainerProgram(String name, String version) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Apptainer, else its elder Singularity; empty where neither is on the {@code PATH}. */
    public static Optional<ContainerProgram> find(Host host) {
        return List.of("apptainer", "singularity").stream()
                .flatMap(name -> version(host, name).stream())
                .findFirst();
    }

    static ContainerProgram get(Host host) {
        return find(host)
                .orElseThrow(() -> new UnknownItem(
                        "program",
                        "apptainer",
                        "Neither apptainer nor singularity is on the PATH of " + host.name() + "."));
    }

    private static Optional<ContainerProgram> version(Host host, String name) {
        try {
            Outcome outcome = host.run(Command.of(DEADLINE, name, "--version"));
            return outcome.succeeded()
                    ? Optional.of(new ContainerProgram(name, outcome.stdout().strip()))
                    : Optional.empty();
        } catch (HostUnreachable missing) {
            return Optional.empty();
        }
    }
}
