package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.blackfish.model.HubFolder.FIRST;
import static org.blackfish.model.HubFolder.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.ThisMachine;
import org.blackfish.transport.Command;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishStepsTest {
    private static final String WEIGHTS = "a".repeat(64);
    private static final String CONFIG = "b".repeat(40);

    @TempDir
    Path temporary;

    private final Breaking host = new Breaking();
    private final PublishSteps steps = new PublishSteps(host);
    private HubFolder home = new HubFolder(Path.of("."));
    private HubFolder shared = home;

    /** This machine, where a program of one's choice fails. */
    private static final class Breaking extends ThisMachine {
        private String broken = "none";

        @Override
        public Outcome run(Command command) {
            return command.argv().stream().anyMatch(word -> word.contains(broken))
                    ? new Outcome(1, "", "no space left on device")
                    : super.run(command);
        }
    }

    @BeforeEach
    void makeFolders() throws IOException {
        home = new HubFolder(Files.createDirectories(temporary.resolve("home/models")));
        shared = new HubFolder(temporary.resolve("cache/models"));
        Files.createDirectory(temporary.resolve("cache"));
        home.file("ns/m", FIRST, "model.safetensors", WEIGHTS, 1000)
                .file("ns/m", FIRST, "sub/config.json", CONFIG, 20)
                .tree("ns/m", FIRST, "{}")
                .ref("ns/m", "main", FIRST);
        Files.setPosixFilePermissions(
                home.repo("ns/m").resolve("blobs").resolve(WEIGHTS), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(home.snapshot("ns/m", FIRST), PosixFilePermissions.fromString("rwx------"));
    }

    private List<String> publish(String repo, @Nullable String revision) {
        Path folder = revision == null ? home.path() : home.repo(repo);
        PublishPlan plan = steps.plan(host, folder, shared.path(), repo, revision);
        List<String> written = new ArrayList<>();
        steps.carryOut(
                host,
                temporary.resolve("cache"),
                plan,
                part -> written.add(part.getFileName().toString()));
        return written;
    }

    private List<Copy> found() {
        return new Shelf(host, shared.path(), Place.SHARED, Clock.systemUTC())
                .look()
                .copies();
    }

    @Test
    void aRevisionArrivesInTheLayoutOfTheHubReadableByAll() throws IOException {
        assertThat(publish("ns/m", FIRST))
                .containsExactly(WEIGHTS + PublishSteps.UNDER_WAY, CONFIG + PublishSteps.UNDER_WAY);
        assertThat(found())
                .extracting(copy -> copy.model().revision() + " " + copy.model().defect() + " " + copy.bytes())
                .containsExactly(FIRST + " null 1020");
        assertThat(shared.repo("ns/m").resolve("refs/main")).hasContent(FIRST);
        assertThat(shared.repo("ns/m").resolve("trees").resolve(FIRST + ".json"))
                .hasContent("{}");
        Path weights = shared.snapshot("ns/m", FIRST).resolve("model.safetensors");
        assertThat(Files.readSymbolicLink(weights)).isEqualTo(Path.of("../../blobs", WEIGHTS));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(weights)))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.snapshot("ns/m", FIRST))))
                .isEqualTo("rwxr-xr-x");
        assertThat(shared.repo("ns/m").resolve("snapshots/." + FIRST + ".publishing"))
                .doesNotExist();
    }

    @Test
    void aLinkThatSomebodyPlantedIsReplacedAndNotFilled() throws IOException {
        Path precious = Files.writeString(temporary.resolve("precious"), "keys");
        Path blobs = Files.createDirectories(shared.repo("ns/m").resolve("blobs"));
        Files.createSymbolicLink(blobs.resolve(WEIGHTS + PublishSteps.UNDER_WAY), precious);
        Path trees = Files.createDirectories(shared.repo("ns/m").resolve("trees"));
        Files.createSymbolicLink(trees.resolve(FIRST + ".json"), precious);
        publish("ns/m", FIRST);
        assertThat(precious).hasContent("keys");
        assertThat(blobs.resolve(WEIGHTS)).hasSize(1000);
    }

    @Test
    void whatIsThereAlreadyIsNotCopiedAgainAndAnOlderRevisionLeavesTheBranch() throws IOException {
        publish("ns/m", FIRST);
        home.file("ns/m", SECOND, "model.safetensors", "c".repeat(64), 500)
                .file("ns/m", SECOND, "config.json", CONFIG, 20)
                .ref("ns/m", "main", SECOND);
        assertThat(publish("ns/m", SECOND)).containsExactly("c".repeat(64) + PublishSteps.UNDER_WAY);
        assertThat(shared.repo("ns/m").resolve("refs/main")).hasContent(SECOND);
        assertThat(publish("ns/m", FIRST)).isEmpty();
        assertThat(shared.repo("ns/m").resolve("refs/main")).hasContent(SECOND);
    }

    @Test
    void aBrokenOneThatIsThereIsMended() throws IOException {
        publish("ns/m", FIRST);
        Path there = shared.snapshot("ns/m", FIRST);
        Files.delete(there.resolve("sub/config.json"));
        Files.delete(there.resolve("sub"));
        Files.delete(there.resolve("model.safetensors"));
        Files.createSymbolicLink(there.resolve("model.safetensors"), Path.of("../../blobs/gone"));
        Files.writeString(there.resolve("README.md"), "of the shared one alone");
        assertThat(found()).extracting(copy -> copy.model().defect()).doesNotContainNull();

        assertThat(publish("ns/m", FIRST)).isEmpty();

        assertThat(found()).extracting(copy -> copy.model().defect()).containsExactly((String) null);
        assertThat(there.resolve("sub/config.json")).hasSize(20);
        assertThat(there.resolve("README.md")).exists();
        assertThat(shared.repo("ns/m").resolve("snapshots"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void onlyWhatCouldBeRunFromThereIsWhole() throws IOException {
        assertThatThrownBy(() -> steps.requireWhole(host, shared.path(), "ns/m", FIRST))
                .isInstanceOf(WrongState.class)
                .hasMessage("ns/m could not be run from " + shared.path() + ": it is not found there.");
        publish("ns/m", FIRST);
        steps.requireWhole(host, shared.path(), "ns/m", FIRST);
        Files.delete(shared.repo("ns/m").resolve("blobs").resolve(WEIGHTS));
        assertThatThrownBy(() -> steps.requireWhole(host, shared.path(), "ns/m", FIRST))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("ns/m could not be run from " + shared.path() + ": ")
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void oneThatBreaksOffLeavesNothingThatLooksWholeAndGoesOnLater() throws IOException {
        for (String step : List.of(CONFIG, ".publishing", "trees/")) {
            host.broken = step;
            assertThatThrownBy(() -> publish("ns/m", FIRST))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("no space left on device");
            assertThat(shared.repo("ns/m").resolve("refs/main")).doesNotExist();
            if (!step.equals("trees/")) {
                assertThat(found()).isEmpty();
            }
        }
        host.broken = "none";
        publish("ns/m", FIRST);
        assertThat(found()).extracting(copy -> copy.model().defect()).containsExactly((String) null);
    }

    @Test
    void payloadsOfTheSharedStoreAndFilesThatAreNoLinksAreCopiedWhole() throws IOException {
        home.stored("xet/m", FIRST, "model.safetensors", "d".repeat(64), 4000);
        publish("xet/m", FIRST);
        Path payload = shared.repo("xet/m").resolve("blobs").resolve("d".repeat(64));
        assertThat(Files.isRegularFile(payload, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(payload).hasSize(4000);
        home.text("by/hand", FIRST, "model.safetensors", "weights");
        publish("by/hand", FIRST);
        assertThat(shared.snapshot("by/hand", FIRST).resolve("model.safetensors"))
                .hasContent("weights");
    }

    @Test
    void aLoneFileArrivesWithAllItsParts() throws IOException {
        Files.writeString(home.path().resolve("big-00001-of-00002.gguf"), "one");
        Files.writeString(home.path().resolve("big-00002-of-00002.gguf"), "two");
        publish("local/big", null);
        assertThat(found()).extracting(copy -> copy.model().repo()).containsExactly("local/big");
        assertThat(shared.path().resolve("big-00002-of-00002.gguf")).hasContent("two");
    }
}
