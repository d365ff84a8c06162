package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.blackfish.model.HubFolder.FIRST;
import static org.blackfish.model.HubFolder.SECOND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.blackfish.problem.InvalidInput;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileRenamed;
import org.blackfish.profile.ThisMachine;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Listing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
    @TempDir
    Path temporary;

    private final MemoryCatalogue catalogue = new MemoryCatalogue();
    private final ThisMachine host = new ThisMachine();
    private HubFolder folder = new HubFolder(Path.of("."));

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new HubFolder(Files.createDirectories(temporary.resolve("home/models")));
    }

    private Library library(Map<String, String> environment) {
        Models models = new Models(host, Clock.systemUTC(), Settings.from(environment));
        return new Library(models, catalogue, host, Clock.systemUTC(), event -> {});
    }

    private Profile profile(String name, String home) {
        return new LocalProfile(name, temporary.resolve(home), temporary.resolve("cache"), true);
    }

    @Test
    void aModelThatTheDatabaseRefusesHidesNoOther() throws IOException {
        folder.file("lab/bad", FIRST, "model.safetensors", "a".repeat(64), 10)
                .file("lab/good", FIRST, "model.safetensors", "b".repeat(64), 10);
        catalogue.refused = "lab/bad";
        library(Map.of()).look(profile("p", "home"));
        assertThat(catalogue.rows.values())
                .extracting(row -> row.copy().model().repo())
                .containsExactly("lab/good");
        assertThat(catalogue.described).containsExactlyElementsOf(catalogue.rows.keySet());
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnce() throws IOException {
        folder.file("lab/a", FIRST, "model.safetensors", "a".repeat(64), 10)
                .file("lab/b", FIRST, "model.safetensors", "b".repeat(64), 10);
        catalogue.away = true;
        assertThatThrownBy(() -> library(Map.of()).look(profile("p", "home"))).hasMessageContaining("away");
        assertThat(catalogue.adds).isEqualTo(1);
    }

    @Test
    void theFirstOfARepositoryIsWhole() throws IOException {
        folder.file("lab/m", FIRST, "model.safetensors", "a".repeat(64), 10)
                .file("lab/m", SECOND, "model.safetensors", "b".repeat(64), 20)
                .ref("lab/m", "main", SECOND);
        Files.delete(folder.repo("lab/m").resolve("blobs").resolve("b".repeat(64)));
        library(Map.of()).look(profile("p", "home"));
        assertThat(catalogue.rows.values())
                .extracting(row -> row.rank() + " " + row.copy().model().revision())
                .containsExactlyInAnyOrder("0 " + FIRST, "1 " + SECOND);
    }

    @Test
    @Timeout(20)
    void whatIsReadOfHundredsInTheBackgroundIsMeasuredInTheEnd() throws Exception {
        for (int at = 0; at < 201; at++) {
            folder.file("lab/m" + at, FIRST, "model.safetensors", "a".repeat(64), 10);
        }
        CountDownLatch read = new CountDownLatch(1);
        Models models = new Models(host, Clock.systemUTC(), Settings.from(Map.of()));
        Library library = new Library(models, catalogue, host, Clock.systemUTC(), event -> {
            if (event.sentence().equals("The files of all models have been read.")) {
                read.countDown();
            }
        });
        library.look(profile("p", "home"));
        read.await();
        assertThat(catalogue.measured).isTrue();
        assertThat(catalogue.described).hasSize(201);
    }

    @Test
    @Timeout(20)
    void whatIsNotReadBecauseAnotherReadsIsReadByTheNextLook() throws Exception {
        for (int at = 0; at < 201; at++) {
            folder.file("lab/m" + at, FIRST, "model.safetensors", "a".repeat(64), 10);
        }
        CountDownLatch on = new CountDownLatch(1);
        ThisMachine slow = new ThisMachine() {
            @Override
            public Map<Path, byte[]> readAll(Collection<Path> files, int longest) {
                if (Thread.currentThread().getName().equals("model-details")) {
                    await(on);
                }
                return super.readAll(files, longest);
            }
        };
        Semaphore read = new Semaphore(0);
        Models models = new Models(slow, Clock.systemUTC(), Settings.from(Map.of()));
        Library library = new Library(models, catalogue, slow, Clock.systemUTC(), event -> {
            if (event.sentence().equals("The files of all models have been read.")) {
                read.release();
            } else if (catalogue.rows.size() > 201) {
                // The one that reads ends right when the second look has found that there is one.
                on.countDown();
                read.acquireUninterruptibly();
            }
        });
        library.look(profile("p", "home"));
        folder.file("lab/zz", FIRST, "model.safetensors", "b".repeat(64), 10);
        library.look(profile("p", "home"));
        library.look(profile("p", "home"));
        read.acquire();
        assertThat(catalogue.described).containsAll(catalogue.rows.keySet());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theCatalogueFollowsAProfileToOtherFoldersAndToAnotherName() throws IOException {
        folder.file("lab/old", FIRST, "model.safetensors", "a".repeat(64), 10);
        new HubFolder(Files.createDirectories(temporary.resolve("moved/models")))
                .file("lab/new", FIRST, "model.safetensors", "a".repeat(64), 10);
        Library library = library(Map.of());
        library.look(profile("p", "home"));
        library.look(profile("p", "moved"));
        assertThat(catalogue.rows.values())
                .extracting(row -> row.copy().model().repo())
                .containsExactly("lab/new");
        library.renamed(new ProfileRenamed("p", "q"));
        assertThat(catalogue.renamed).containsExactly("p", "q");
    }

    @Test
    @Timeout(20)
    void aProfileIsRenamedWhileItsDiskIsLookedAtAndWhatWasSeenBearsNoOldName() throws Exception {
        folder.file("lab/m", FIRST, "model.safetensors", "a".repeat(64), 10);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> on = new CompletableFuture<>();
        ThisMachine slow = new ThisMachine() {
            @Override
            public Map<Path, Listing> listAll(Collection<Path> folders) {
                begun.countDown();
                on.join();
                return super.listAll(folders);
            }
        };
        Models models = new Models(slow, Clock.systemUTC(), Settings.from(Map.of()));
        Library library = new Library(models, catalogue, slow, Clock.systemUTC(), event -> {});
        Thread look = Thread.ofVirtual().start(() -> library.look(profile("p", "home")));
        begun.await();
        library.renamed(new ProfileRenamed("p", "q"));
        assertThat(catalogue.renamed).containsExactly("p", "q");
        on.complete(true);
        look.join();
        assertThat(catalogue.rows).isEmpty();
        library.look(profile("q", "home"));
        assertThat(catalogue.rows).hasSize(1);
    }

    @Test
    void aModelThatIsNotThereIsAnsweredWithEveryFolderThatIsLookedAt() {
        Path hub = temporary.resolve("hub");
        Hearsay told = new Hearsay(Source.ADDED, null, null, null, null);
        assertThatThrownBy(() -> library(Map.of("BLACKFISH_HF_CACHE", hub.toString()))
                        .add(profile("p", "home"), "lab/none", null, told))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The model lab/none does not lie in " + temporary.resolve("cache/models") + ", "
                        + folder.path() + " or " + hub + " as models--lab--none; put it there first, or download it.");
    }
}
