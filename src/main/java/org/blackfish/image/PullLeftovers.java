package org.blackfish.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.transport.Command;
import org.blackfish.transport.Host;

/** What a pull that does not go on left running on a host, and unpacked on its disks. */
public final class PullLeftovers {
    /** Why a folder with such notes stays, with the remedy. */
    public static final String NOTED =
            "its files work.* tell on which host and where there are unpacked files that could"
                    + " not be removed from here; remove those, then that folder.";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private PullLeftovers() {}

    /** Ends and takes away what is this account's, as far as it can from there. */
    public static void sweep(Host host, Path folder) {
        try {
            String script = PullScript.sweeping(folder);
            host.run(new Command(List.of("bash", "-s", "sweep"), script, Map.of(), DEADLINE));
        } catch (ProblemException e) {
            // Nothing of it has a final name, and what stays is still noted.
            return;
        }
    }

    /** Whether notes of unpacked files are in the folder, which has to stay then since nothing else tells of them. */
    public static boolean areNoted(Host host, Path folder) {
        try {
            return host.list(folder).stream().anyMatch(entry -> entry.name().matches("work(\\..*)?"));
        } catch (UnknownItem gone) {
            return false;
        } catch (ProblemException unknown) {
            return true;
        }
    }
}
