package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose files are there, and which a container could not read all the same. */
class ReachTest {
    private static final String NEW = HubFolder.SECOND;

    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final Models models = new Models(hosts, Clock.systemUTC(), Settings.from(Map.of()));

    private Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    private Path own() {
        return temporary.resolve("home/models");
    }

    private static Path put(Path file, int bytes) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, new byte[bytes]);
    }

    @Test
    void weightsOutsideOfWhatTheContainerSeesAreNotRun() throws IOException {
        Path elsewhere = put(temporary.resolve("scratch/model.safetensors"), 1);
        Path snapshot =
                Files.createDirectories(own().resolve("models--ns--m/snapshots").resolve(NEW));
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), elsewhere);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .isInstanceOf(WrongState.class)
                .hasMessage("The model ns/m at " + snapshot + " is incomplete: model.safetensors leads to "
                        + elsewhere.toRealPath() + ", which is outside of " + own()
                        + " and so out of the container's sight. Download or copy it again.");
        Path lone = Files.createSymbolicLink(own().resolve("x.gguf"), put(temporary.resolve("scratch/x.gguf"), 1));
        assertThatThrownBy(() -> models.get(profile(), "local/x", null)).hasMessageContaining("x.gguf leads to ");
        Files.delete(lone);
        put(own().resolve("big/x.gguf"), 1);
        Files.createSymbolicLink(lone, Path.of("big/x.gguf"));
        assertThat(models.get(profile(), "local/x", null).file()).isEqualTo(lone);
    }

    @Test
    void weightsOfAnotherAccountThatAreClosedAreNoLostOnes() throws IOException {
        new HubFolder(own()).stored("ns/m", NEW, "model.safetensors", "ab", 1);
        hosts.close(own().resolve("blobs/ab").toRealPath());
        String defect = "model.safetensors may not be read by this account; ask its owner to open it";
        assertThat(models.all(profile())).extracting(Model::defect).containsExactly(defect);
        assertThat(Defect.sentence(defect)).isEqualTo(defect + ".");
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .isInstanceOf(WrongState.class)
                .hasMessage("The model ns/m at "
                        + own().resolve("models--ns--m/snapshots").resolve(NEW) + " cannot be read: " + defect + ".");
    }

    @Test
    void aFileThatCanBeSeenAndNotReadIsNotRun() throws IOException {
        Path snapshot = own().resolve("models--ns--m/snapshots").resolve(NEW);
        put(snapshot.resolve("model.safetensors"), 1);
        Path config = put(snapshot.resolve("config.json"), 2);
        hosts.close(config.toRealPath());
        assertThat(models.all(profile())).extracting(Model::defect).containsOnlyNulls();
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .hasMessageEndingWith(
                        "cannot be read: config.json may not be read by this account; ask its owner to" + " open it.");
    }

    @Test
    void aFolderOutsideOfWhatTheContainerSeesIsNotRun() throws IOException {
        Path elsewhere = temporary.resolve("scratch");
        put(elsewhere.resolve("snapshots").resolve(NEW).resolve("model.safetensors"), 1);
        Files.createDirectories(own());
        Path repo = Files.createSymbolicLink(own().resolve("models--ns--m"), elsewhere);
        Path snapshot = repo.resolve("snapshots").resolve(NEW);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .isInstanceOf(WrongState.class)
                .hasMessage("The model ns/m at " + snapshot + " is incomplete: its folder leads to "
                        + snapshot.toRealPath() + ", which is outside of " + own()
                        + " and so out of the container's sight. Download or copy it again.");
        Files.delete(repo);
        Files.move(elsewhere, own().resolve("moved"));
        Files.createSymbolicLink(repo, Path.of("moved"));
        assertThat(models.get(profile(), "ns/m", null).revision()).isEqualTo(NEW);
    }
}
