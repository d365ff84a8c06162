package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.blackfish.model.HubFolder.FIRST;
import static org.blackfish.model.HubFolder.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.blackfish.problem.CommandFailed;
import org.blackfish.profile.ThisMachine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalPlanTest {
    private static final String OLD = "a".repeat(64);
    private static final String NEW = "b".repeat(64);
    private static final String BOTH = "c".repeat(40);

    @TempDir
    Path temporary;

    private final ThisMachine host = new ThisMachine();
    private HubFolder folder = new HubFolder(Path.of("."));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new HubFolder(Files.createDirectory(temporary.resolve("models")));
        folder.file("ns/m", FIRST, "model.safetensors", OLD, 1000)
                .file("ns/m", FIRST, "sub/tokenizer.json", BOTH, 50)
                .file("ns/m", SECOND, "model.safetensors", NEW, 2000)
                .file("ns/m", SECOND, "sub/tokenizer.json", BOTH, 50)
                .ref("ns/m", "main", SECOND)
                .ref("ns/m", "refs/old", FIRST)
                .tree("ns/m", FIRST, "{}");
    }

    private RemovalPlan plan(String repo, String revision) {
        return plan(repo, revision, false);
    }

    private RemovalPlan plan(String repo, String revision, boolean awaited) {
        return new Removals(host).plan(host, folder.repo(repo), repo, revision, awaited);
    }

    private void carryOut(RemovalPlan plan) {
        plan.paths().forEach(host::remove);
    }

    private List<String> defects() {
        return new Shelf(host, folder.path(), Place.HOME, Clock.systemUTC())
                .look().copies().stream()
                        .map(copy ->
                                copy.model().revision() + " " + copy.model().defect())
                        .toList();
    }

    @Test
    void anOldRevisionFreesWhatNothingElseNeeds() {
        RemovalPlan plan = plan("ns/m", FIRST);
        assertThat(plan.bytes()).isEqualTo(1000);
        assertThat(plan.remark()).contains("One file stays, since other revisions need it.");
        carryOut(plan);
        assertThat(defects()).containsExactly(SECOND + " null");
        Path repo = folder.repo("ns/m");
        assertThat(repo.resolve("blobs").resolve(OLD)).doesNotExist();
        assertThat(repo.resolve("refs/refs/old")).doesNotExist();
        assertThat(repo.resolve("refs/main")).hasContent(SECOND);
        assertThat(repo.resolve("trees").resolve(FIRST + ".json")).doesNotExist();
    }

    @Test
    void theLastRevisionTakesTheRepositoryWithIt() throws IOException {
        Files.createDirectories(folder.path().resolve(".locks/models--ns--m"));
        carryOut(plan("ns/m", FIRST));
        RemovalPlan last = plan("ns/m", SECOND);
        assertThat(last.bytes()).isEqualTo(2000 + 50 + 40);
        carryOut(last);
        assertThat(folder.repo("ns/m")).doesNotExist();
        assertThat(folder.path().resolve(".locks/models--ns--m")).doesNotExist();
    }

    @Test
    void whatADownloadHasBegunStaysWhenTheLastRevisionGoes() throws IOException {
        carryOut(plan("ns/m", FIRST));
        Path blobs = folder.repo("ns/m").resolve("blobs");
        Path partial = Files.write(blobs.resolve("d".repeat(64) + ".blackfish.incomplete"), new byte[5000]);
        RemovalPlan last = plan("ns/m", SECOND);
        assertThat(last.bytes()).isEqualTo(2000 + 50);
        assertThat(last.remark())
                .contains(
                        "What a download has begun there stays: let it go on, cancel it, or remove the *.incomplete files in its folder blobs.");
        carryOut(last);
        assertThat(defects()).isEmpty();
        assertThat(partial).hasSize(5000);
        assertThat(blobs.resolve(NEW)).doesNotExist();
        assertThat(folder.repo("ns/m").resolve("refs/main")).doesNotExist();
    }

    @Test
    void whatAPausedDownloadHasFetchedWholeStaysToo() throws IOException {
        carryOut(plan("ns/m", FIRST));
        Path fetched = Files.write(folder.repo("ns/m").resolve("blobs").resolve("d".repeat(64)), new byte[7]);
        carryOut(plan("ns/m", SECOND, true));
        assertThat(fetched).hasSize(7);
    }

    @Test
    void whatLiesInTheSharedStoreStaysThere() throws IOException {
        folder.stored("xet/m", FIRST, "model.safetensors", "d".repeat(64), 4000);
        RemovalPlan plan = plan("xet/m", FIRST);
        assertThat(plan.bytes()).isZero();
        assertThat(plan.remark())
                .contains("One file lies in the shared store \"blobs\" beside the repositories and stays there;"
                        + " \"hf cache prune\" clears that store.");
        carryOut(plan);
        assertThat(folder.path().resolve("blobs/dd").resolve("d".repeat(64))).exists();
    }

    @Test
    void linksThatLeadElsewhereAreNeverFollowed() throws IOException {
        Path outside = Files.writeString(temporary.resolve("precious"), "x");
        Path snapshot = folder.snapshot("ns/m", FIRST);
        Files.createSymbolicLink(snapshot.resolve("absolute.json"), outside);
        Files.createSymbolicLink(snapshot.resolve("out.json"), Path.of("../../../../precious"));
        Files.createSymbolicLink(snapshot.resolve("ref.json"), Path.of("../../refs/main"));
        Files.createSymbolicLink(snapshot.resolve("other.json"), Path.of("../" + SECOND + "/model.safetensors"));
        carryOut(plan("ns/m", FIRST));
        assertThat(outside).hasContent("x");
        assertThat(folder.repo("ns/m").resolve("refs/main")).hasContent(SECOND);
        assertThat(defects()).containsExactly(SECOND + " null");
    }

    @Test
    void aRepositoryThatIsALinkLosesTheLinkOnly() throws IOException {
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(folder.repo("ns/m"), elsewhere);
        Files.createSymbolicLink(folder.repo("ns/m"), elsewhere);
        RemovalPlan plan = plan("ns/m", FIRST);
        assertThat(plan.bytes()).isZero();
        carryOut(plan);
        assertThat(Files.exists(folder.repo("ns/m"), LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(elsewhere.resolve("refs/main")).hasContent(SECOND);
    }

    @Test
    void hostileFileNamesAreTakenWhole() throws IOException {
        folder.file("ns/m", FIRST, "a\tb\nc.json", "e".repeat(40), 7);
        RemovalPlan plan = plan("ns/m", FIRST);
        assertThat(plan.bytes()).isEqualTo(1007);
        carryOut(plan);
        assertThat(folder.repo("ns/m").resolve("blobs").resolve("e".repeat(40))).doesNotExist();
    }

    @Test
    void aFolderThatIsGoneIsSaid() {
        assertThatThrownBy(() -> plan("ns/gone", FIRST)).isInstanceOf(CommandFailed.class);
    }

    @Test
    void aLoneFileGoesWithAllItsParts() throws IOException {
        Files.write(folder.path().resolve("big-00001-of-00002.gguf"), new byte[10]);
        Files.write(folder.path().resolve("big-00002-of-00002.gguf"), new byte[20]);
        Files.write(folder.path().resolve("bigger.gguf"), new byte[30]);
        RemovalPlan plan = new Removals(host).plan(host, folder.path(), "local/big", null, false);
        assertThat(plan.bytes()).isEqualTo(30);
        carryOut(plan);
        assertThat(folder.path().resolve("bigger.gguf")).exists();
        assertThat(folder.path().resolve("big-00001-of-00002.gguf")).doesNotExist();
    }
}
