package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The real Slurm that {@code testbed/up} made, with its fault switches and a folder for this test's jobs. */
final class ClusterTestbed {
    private final Path prefix;
    private final Path jobs;

    private ClusterTestbed(Path prefix, Path jobs) {
        this.prefix = prefix;
        this.jobs = jobs;
    }

    /** A missing testbed fails the test; it never skips it. */
    static ClusterTestbed find() {
        String prefix = System.getenv("TESTBED_PREFIX");
        if (prefix == null || System.getenv("SLURM_CONF") == null || !Files.isDirectory(Path.of(prefix))) {
            return fail("There is no testbed: run bin/test, or testbed/up and source its env file as its user.");
        }
        Path jobs = Path.of(System.getProperty("user.home"), "slurm-it");
        return new ClusterTestbed(Path.of(prefix), jobs);
    }

    /** A new folder for one job, as the product would name it. */
    Path folder() throws IOException {
        return Files.createDirectories(jobs.resolve(UUID.randomUUID().toString()));
    }

    /** What the tool does from now on, in the words of the testbed's README. */
    void fault(String tool, String what) throws IOException {
        Files.writeString(prefix.resolve("faults").resolve(tool), what + "\n");
    }

    void noFaults() throws IOException {
        for (String tool : new String[] {"sbatch", "squeue", "sacct", "scancel"}) {
            for (String file : new String[] {tool, tool + ".reached", tool + ".go"}) {
                Files.deleteIfExists(prefix.resolve("faults").resolve(file));
            }
        }
    }
}
