package org.blackfish.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackfish.problem.ProblemException;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;

/** What a pull that does not go on left running on a host, and unpacked on its disks. */
public final class PullLeftovers {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private PullLeftovers() {}

    /** Ends and takes away what is this account's; its folder stays, and is where the next pull sweeps again. */
    public static void sweep(Host host, Path folder) {
        try {
            String script = PullScript.sweeping(folder);
            host.run(new Command(List.of("bash", "-s", "sweep"), script, Map.of(), DEADLINE));
        } catch (ProblemException e) {
            // Nothing of it has a final name.
            return;
        }
    }
}
