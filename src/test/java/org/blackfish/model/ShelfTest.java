package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.blackfish.model.HubFolder.FIRST;
import static org.blackfish.model.HubFolder.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.profile.ThisMachine;
import org.blackfish.transport.Host;
import org.blackfish.transport.Listing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    @TempDir
    Path temporary;

    private final SteppedHost host = new SteppedHost();
    private HubFolder folder = new HubFolder(Path.of("."));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new HubFolder(Files.createDirectory(temporary.resolve("models")));
    }

    private Shelf shelf() {
        return new Shelf(host, folder.path(), Place.HOME, Clock.systemUTC());
    }

    private void fill(int repos) throws IOException {
        for (int at = 0; at < repos; at++) {
            String repo = "lab/model-" + at;
            folder.file(repo, FIRST, "model.safetensors", "a".repeat(64), 1000)
                    .file(repo, SECOND, "model.safetensors", "b".repeat(64), 2000)
                    .ref(repo, "main", FIRST);
        }
        folder.age();
    }

    @Test
    void thousandsOfRepositoriesTakeAsManyStepsAsOneAndNoneOfThemChangedASingleOne() throws IOException {
        fill(1);
        shelf().look();
        int forOne = host.steps();
        more(40);
        Shelf shelf = shelf();
        Shelf.Sight first = shelf.look();
        assertThat(first.copies()).hasSize(80);
        assertThat(host.steps()).isEqualTo(forOne).isLessThan(10);
        Shelf.Sight again = shelf.look();
        assertThat(host.steps()).isEqualTo(1);
        assertThat(again.generation()).isEqualTo(first.generation());
    }

    private void more(int repos) throws IOException {
        for (int at = 1; at < repos; at++) {
            String repo = "lab/model-" + at;
            folder.file(repo, FIRST, "model.safetensors", "a".repeat(64), 1000)
                    .file(repo, SECOND, "model.safetensors", "b".repeat(64), 2000)
                    .ref(repo, "main", FIRST);
        }
        folder.age();
    }

    @Test
    void moreRepositoriesThanAreLookedAtAtOnceAreAllFound() throws IOException {
        more(1101);
        assertThat(shelf().look().copies().stream()
                        .map(copy -> copy.model().repo())
                        .distinct())
                .hasSize(1100);
    }

    @Test
    void aLookThatBrokeOffIsMadeAgain() throws IOException {
        fill(3);
        folder.stored("xet/model", FIRST, "model.safetensors", "d".repeat(64), 4000);
        folder.age();
        AtomicBoolean away = new AtomicBoolean();
        Host passing = new ThisMachine() {
            @Override
            public Map<Path, Listing> listAll(Collection<Path> folders) {
                if (away.get()) {
                    throw new HostUnreachable("here", "The machine is away.", new IOException("gone"));
                }
                return super.listAll(folders);
            }
        };
        Shelf shelf = new Shelf(passing, folder.path(), Place.HOME, Clock.systemUTC());
        shelf.look();
        Files.delete(folder.path().resolve("blobs/dd").resolve("d".repeat(64)));
        Files.delete(folder.snapshot("lab/model-1", FIRST).resolve("model.safetensors"));
        away.set(true);
        assertThatThrownBy(shelf::look).isInstanceOf(HostUnreachable.class);
        away.set(false);
        assertThat(shelf.look().copies())
                .filteredOn(copy -> copy.model().defect() != null)
                .extracting(copy -> copy.model().repo())
                .containsExactlyInAnyOrder("xet/model", "lab/model-1");
    }

    @Test
    void theBranchMainComesFirstAndAMovedBranchIsSeen() throws IOException {
        fill(2);
        Shelf shelf = shelf();
        assertThat(shelf.look().copies())
                .filteredOn(copy -> copy.model().repo().equals("lab/model-0"))
                .extracting(copy -> copy.model().revision())
                .containsExactly(FIRST, SECOND);
        folder.ref("lab/model-0", "main.new", SECOND);
        Files.move(
                folder.repo("lab/model-0").resolve("refs/main.new"),
                folder.repo("lab/model-0").resolve("refs/main"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(shelf.look().copies())
                .filteredOn(copy -> copy.model().repo().equals("lab/model-0"))
                .extracting(copy -> copy.model().revision())
                .containsExactly(SECOND, FIRST);
    }

    @Test
    void aBranchOfARepositoryThatHadNoneIsSeen() throws IOException {
        folder.file("lab/m", FIRST, "model.safetensors", "a".repeat(64), 1000)
                .file("lab/m", SECOND, "model.safetensors", "b".repeat(64), 2000);
        folder.age();
        Shelf shelf = shelf();
        assertThat(shelf.look().copies().getFirst().model().revision()).isEqualTo(SECOND);
        folder.ref("lab/m", "main", FIRST);
        assertThat(shelf.look().copies().getFirst().model().revision()).isEqualTo(FIRST);
    }

    @Test
    void whatIsAddedOrTakenAwayByHandIsSeenAtTheNextLook() throws IOException {
        fill(2);
        Shelf shelf = shelf();
        shelf.look();
        folder.file("by/hand", FIRST, "model.safetensors", "c".repeat(64), 3000);
        Files.delete(folder.snapshot("lab/model-0", SECOND).resolve("model.safetensors"));
        Files.delete(folder.snapshot("lab/model-0", SECOND));
        assertThat(shelf.look().copies())
                .extracting(copy -> copy.model().repo())
                .containsExactlyInAnyOrder("by/hand", "lab/model-0", "lab/model-1", "lab/model-1");
    }

    @Test
    void weightsThatVanishBehindTheirLinksAreMissed() throws IOException {
        folder.stored("xet/model", FIRST, "model.safetensors", "d".repeat(64), 4000);
        folder.age();
        Shelf shelf = shelf();
        assertThat(shelf.look().copies())
                .extracting(copy -> copy.model().defect())
                .containsOnlyNulls();
        Files.delete(folder.path().resolve("blobs/dd").resolve("d".repeat(64)));
        assertThat(shelf.look().copies())
                .extracting(copy -> copy.model().defect())
                .containsExactly("model.safetensors leads to a file that is not there");
    }

    @Test
    void twoNamesOfOneFileCountOnce() throws IOException {
        folder.file("lab/twice", FIRST, "model-00001-of-00002.safetensors", "e".repeat(64), 5000)
                .file("lab/twice", FIRST, "model-00002-of-00002.safetensors", "e".repeat(64), 5000)
                .file("lab/twice", FIRST, "copy/of.bin", "e".repeat(64), 5000);
        Copy copy = shelf().look().copies().getFirst();
        assertThat(copy.model().sizeGb()).isEqualTo(5e-6);
        assertThat(copy.bytes()).isEqualTo(5000);
        assertThat(copy.files()).isEqualTo(3);
    }

    @Test
    void hostileNamesAreNamedAndNothingElse() throws IOException {
        String ownFolder = folder.path().toString();
        Files.createDirectories(folder.path().resolve("models--ns--a\nb/snapshots/x"));
        Files.createDirectories(folder.path().resolve("models--" + "n".repeat(240) + "/snapshots/x"));
        Files.createDirectories(folder.path().resolve("models--ns--..--..--etc/snapshots/x"));
        Files.createSymbolicLink(folder.path().resolve("models--ns--loop"), Path.of("models--ns--loop"));
        Path self = folder.snapshot("ns/self", FIRST);
        Files.createDirectories(self);
        Files.createSymbolicLink(self.resolve("again"), self);
        Shelf.Sight sight = shelf().look();
        assertThat(sight.copies()).extracting(copy -> copy.model().repo()).containsExactly("ns/self");
        assertThat(sight.problems())
                .hasSize(3)
                .allMatch(problem -> problem.startsWith(ownFolder + "/models--")
                        && problem.endsWith(" is passed over: its name is not models--namespace--name.")
                        && !problem.contains("\n"));
    }

    @Test
    void aRepositoryWithoutSnapshotsIsNoModelAndNoTrouble() throws IOException {
        folder.ref("gated/model", "main", FIRST).tree("gated/model", FIRST, "{}");
        assertThat(shelf().look().copies()).isEmpty();
        assertThat(shelf().look().problems()).isEmpty();
    }
}
