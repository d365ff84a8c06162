package org.blackfish.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.blackfish.fetch.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download as a job of the real Slurm. */
class SlurmDownloadIT {
    @TempDir
    Path folder;

    @Test
    void theBytesComeThroughANode() throws Exception {
        if (System.getenv("SLURM_CONF") == null) {
            fail("There is no testbed: run bin/test, or testbed/up and source its env file as its user.");
        }
        Path source = Files.createDirectories(folder.resolve("repositories/acme/tiny"));
        byte[] weights = new byte[3_000_000];
        new Random(3).nextBytes(weights);
        Files.write(source.resolve("model.safetensors"), weights);
        // Nodes see the home, not the scratch of this test.
        Path home = Path.of(
                System.getProperty("user.home"),
                "slurm-download-it",
                UUID.randomUUID().toString());
        Files.createDirectories(home);
        try (StandIn hub = new StandIn(folder, folder.resolve("repositories"))) {
            World world = new World(home, hub.address());
            Download started = world.start("acme/tiny", FileChoice.RUN, DownloadSite.SLURM);
            assertThat(started.job()).isPresent();
            Download whole = world.until(started.id(), DownloadStatus.COMPLETED);
            assertThat(whole.bytesDone()).isEqualTo(weights.length);

            hub.faults("[{\"path\": \"safetensors\", \"fault\": \"stall\", \"bytes\": 0}]");
            Files.write(source.resolve("model.safetensors"), new byte[4_000_000]);
            Download second = world.start("acme/tiny", FileChoice.RUN, DownloadSite.SLURM);
            world.until(second.id(), DownloadStatus.DOWNLOADING);
            world.downloads().cancel(second.id());
            Wait.until(() -> !world.downloads().look());
        }
    }
}
