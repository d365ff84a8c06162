package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.ClosedHosts;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);

    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final Models models = models(Map.of());

    private Models models(Map<String, String> environment) {
        return new Models(hosts, Clock.systemUTC(), Settings.from(environment));
    }

    private Profile profile() {
        return new LocalProfile("p", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    private Path shared() {
        return temporary.resolve("cache/models");
    }

    private Path own() {
        return temporary.resolve("home/models");
    }

    private static Path put(Path file, int bytes) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, new byte[bytes]);
    }

    /** A snapshot's file as the hub's client leaves it after a Xet download: two links to the shared store. */
    private static Path linked(Path folder, String repo, String revision, String name, int bytes) throws IOException {
        Path stored = put(folder.resolve("blobs/ab/" + name + revision), bytes);
        Path blob = folder.resolve(repo).resolve("blobs").resolve(revision + name);
        Files.createDirectories(blob.resolveSibling("."));
        Files.createSymbolicLink(blob, blob.resolveSibling(".").relativize(stored));
        Path file = folder.resolve(repo).resolve("snapshots").resolve(revision).resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.createSymbolicLink(file, file.resolveSibling(".").relativize(blob));
    }

    private static void age(Path path, int minutes) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(minutes * 60L)));
    }

    @Test
    void theShapeOfAModelIsReadBesideItsWeightsAndOnce() throws IOException {
        linked(shared(), "models--ns--m", NEW, "model.safetensors", 2_000_000);
        Model model = models.get(profile(), "ns/m", null);
        assertThat(models.shape(profile(), model)).isEmpty();
        Path config = model.file().resolve("config.json");
        Files.writeString(config, "{\"num_hidden_layers\": 2, \"num_attention_heads\": 4, \"hidden_size\": 64}");
        ModelShape shape = new ModelShape(2, 0, null, 128, "2 × 4 KV heads × 16", null);
        assertThat(models.shape(profile(), model)).contains(shape);
        Files.delete(config);
        assertThat(models.shape(profile(), model)).contains(shape);
    }

    @Test
    void aModelIsFoundWithItsSizeThroughLinks() throws IOException {
        linked(shared(), "models--ns--m", NEW, "model.safetensors", 2_000_000);
        Model model = models.get(profile(), "ns/m", null);
        assertThat(model)
                .isEqualTo(new Model(
                        "ns/m",
                        NEW,
                        shared().resolve("models--ns--m/snapshots").resolve(NEW),
                        shared(),
                        0.002,
                        Place.SHARED,
                        Format.SAFETENSORS,
                        null));
        assertThat(models.all(profile())).containsExactly(model);
    }

    @Test
    void theCacheOfHuggingFacesOwnProgramsIsTheLastPlaceAndOnRequest() throws IOException {
        Path hub = temporary.resolve("hub");
        linked(hub, "models--ns--m", NEW, "model.safetensors", 1_000);
        assertThat(models.all(profile())).isEmpty();
        Models three = models(Map.of("BLACKFISH_HF_CACHE", hub.toString()));
        assertThat(three.inventory(profile()).problems()).isEmpty();
        assertThat(models(Map.of("BLACKFISH_HF_CACHE", hub + "x"))
                        .inventory(profile())
                        .problems())
                .containsExactly("BLACKFISH_HF_CACHE is " + hub
                        + "x, and there is no such folder; name the one that holds models--namespace--name.");
        assertThat(three.get(profile(), "ns/m", null).place()).isEqualTo(Place.HF_CACHE);
        linked(own(), "models--ns--m", NEW, "model.safetensors", 1_000);
        assertThat(three.all(profile())).extracting(Model::place).containsExactly(Place.HOME);
        put(own().resolve("models--ns--partial/snapshots/" + NEW + "/config.json"), 1);
        put(hub.resolve("models--ns--partial/snapshots/" + NEW + "/config.json"), 1);
        assertThat(three.all(profile()))
                .filteredOn(model -> model.repo().equals("ns/partial"))
                .extracting(Model::place)
                .containsExactly(Place.HOME);
        assertThatThrownBy(() -> three.get(profile(), "ns/none", null))
                .hasMessageContaining(hub.resolve("models--ns--none").toString())
                .hasMessageEndingWith("--cache-dir " + own() + "\".");
    }

    @Test
    void aGgufModelIsGivenAsItsFile() throws IOException {
        linked(own(), "models--ns--m", NEW, "m.gguf", 1_000);
        Model model = models.get(profile(), "ns/m", NEW);
        assertThat(model.file())
                .isEqualTo(own().resolve("models--ns--m/snapshots").resolve(NEW).resolve("m.gguf"));
        assertThat(model.place()).isEqualTo(Place.HOME);
        assertThat(model.format()).isEqualTo(Format.GGUF);
    }

    @Test
    void theNewestIsWhatMainNamesElseTheLatestSnapshot() throws IOException {
        Path snapshots = own().resolve("models--ns--m/snapshots");
        put(snapshots.resolve(OLD).resolve("m.gguf"), 1);
        put(snapshots.resolve(NEW).resolve("m.gguf"), 1);
        age(snapshots.resolve(OLD), 60);
        assertThat(models.get(profile(), "ns/m", null).revision()).isEqualTo(NEW);
        Path refs = Files.createDirectories(own().resolve("models--ns--m/refs"));
        Files.writeString(refs.resolve("main"), OLD);
        assertThat(models.get(profile(), "ns/m", null).revision()).isEqualTo(OLD);
        assertThat(models.all(profile())).extracting(Model::revision).containsExactly(OLD, NEW);
        Files.writeString(refs.resolve("main"), "c".repeat(40));
        assertThat(models.get(profile(), "ns/m", null).revision()).isEqualTo(NEW);
        Files.writeString(refs.resolve("v1"), OLD);
        assertThat(models.get(profile(), "ns/m", "v1").revision()).isEqualTo(OLD);
    }

    @Test
    void aRevisionInBothFoldersIsListedOnceAndSharedFirst() throws IOException {
        put(own().resolve("models--ns--m/snapshots").resolve(NEW).resolve("m.gguf"), 1);
        put(shared().resolve("models--ns--m/snapshots").resolve(NEW).resolve("m.gguf"), 1);
        assertThat(models.all(profile())).extracting(Model::place).containsExactly(Place.SHARED);
        Files.delete(shared().resolve("models--ns--m/snapshots").resolve(NEW).resolve("m.gguf"));
        assertThat(models.all(profile())).extracting(Model::place).containsExactly(Place.HOME);
        assertThat(models.get(profile(), "ns/m", null).place()).isEqualTo(Place.HOME);
    }

    @Test
    void otherFoldersOfAnEditedProfileAreAnotherStock() throws IOException {
        linked(own(), "models--ns--m", NEW, "model.safetensors", 1_000);
        Path moved = temporary.resolve("moved/models");
        linked(moved, "models--ns--n", NEW, "model.safetensors", 1_000);
        String before = models.stock(profile()).stamp();
        Profile edited = new LocalProfile("p", temporary.resolve("moved"), temporary.resolve("cache"), true);
        assertThat(models.stock(edited).stamp()).isNotEqualTo(before);
        assertThat(models.stock(profile()).stamp()).isEqualTo(before);
    }

    @Test
    void oneFolderForBothIsTheUsersOwn() throws IOException {
        put(own().resolve("x.gguf"), 1);
        Profile same = new LocalProfile("p", temporary.resolve("home"), temporary.resolve("home"), true);
        assertThat(models.all(same)).extracting(Model::place).containsExactly(Place.HOME);
    }

    @Test
    void aLoneGgufIsALocalModel() throws IOException {
        Path file = put(own().resolve("tiny-q4.gguf"), 1_000);
        Path first = put(shared().resolve("big-00001-of-00002.gguf"), 1_000);
        put(shared().resolve("big-00002-of-00002.gguf"), 2_000);
        assertThat(models.get(profile(), "local/tiny-q4", null))
                .isEqualTo(new Model("local/tiny-q4", null, file, own(), 1e-6, Place.HOME, Format.GGUF, null));
        assertThat(models.get(profile(), "local/big", null).file()).isEqualTo(first);
        assertThat(models.all(profile()))
                .extracting(Model::repo, Model::sizeGb)
                .containsExactly(tuple("local/big", 3e-6), tuple("local/tiny-q4", 1e-6));
    }

    @Test
    void aMissingModelIsAnsweredWithThePathsAndTheCommand() {
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no model ns/m on disk: looked for " + shared().resolve("models--ns--m") + " and "
                        + own().resolve("models--ns--m") + ". To put it there run \"hf download ns/m --cache-dir "
                        + own() + "\".");
        assertThatThrownBy(() -> models.get(profile(), "local/x", null))
                .hasMessage("There is no model local/x on disk: looked for " + shared().resolve("x.gguf") + " and "
                        + own().resolve("x.gguf") + ". To put it there copy the file to " + own() + ".");
    }

    @Test
    void aMissingRevisionIsNamed() throws IOException {
        put(own().resolve("models--ns--m/snapshots").resolve(NEW).resolve("m.gguf"), 1);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", "v2"))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no revision v2 of model ns/m on disk: looked for "
                        + shared().resolve("models--ns--m") + " and " + own().resolve("models--ns--m")
                        + ". To put it there run \"hf download ns/m --revision v2 --cache-dir " + own() + "\".");
    }

    @Test
    void anIncompleteModelIsListedWithItsDefectAndNotRun() throws IOException {
        linked(own(), "models--ns--m", NEW, "model.safetensors", 1);
        Files.delete(own().resolve("blobs/ab/model.safetensors" + NEW));
        String defect = "model.safetensors leads to a file that is not there";
        assertThat(models.all(profile())).extracting(Model::defect).containsExactly(defect);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .isInstanceOf(WrongState.class)
                .hasMessage("The model ns/m at "
                        + own().resolve("models--ns--m/snapshots").resolve(NEW) + " is incomplete: " + defect
                        + ". Download or copy it again.");
    }

    @Test
    void missingFoldersAreEmptyAndClosedOnesAreNamed() throws IOException {
        assertThat(models.inventory(profile()).problems()).isEmpty();
        put(shared().resolve("x.gguf"), 1);
        put(own().resolve("y.gguf"), 1);
        put(own().resolve("models--broken name--x/snapshots/a/b"), 1);
        put(own().resolve("my model.gguf"), 1);
        hosts.close(temporary.resolve("cache"));
        Inventory inventory = models.inventory(profile());
        assertThat(inventory.models()).extracting(Model::repo).containsExactly("local/y");
        assertThat(inventory.problems())
                .containsExactly(
                        shared() + " may not be read or written by this account.",
                        own().resolve("models--broken name--x")
                                + " is passed over: its name is not models--namespace--name.",
                        own().resolve("my model.gguf")
                                + " is passed over: rename it with letters, digits, dot, hyphen and underscore.");
        assertThatThrownBy(() -> models.get(profile(), "ns/m", null))
                .hasMessageContaining(". " + shared().resolve("models--ns--m/snapshots")
                        + " may not be read or written by this account. To put it there");
    }

    @Test
    void hostileNamesAreRefused() {
        assertThatThrownBy(() -> models.get(profile(), "../../etc", null)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", "../x")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void aSettledSnapshotIsNotWalkedAgainUntilItChanges() throws IOException {
        Path snapshot = own().resolve("models--ns--m/snapshots").resolve(NEW);
        age(put(snapshot.resolve("sub/m.gguf"), 1_000), 60);
        age(snapshot.resolve("sub"), 60);
        age(snapshot, 60);
        age(snapshot.resolveSibling("."), 60);
        age(own().resolve("models--ns--m"), 60);
        age(own(), 60);
        models.all(profile());
        int before = hosts.listings();
        assertThat(models.all(profile())).extracting(Model::sizeGb).containsExactly(1e-6);
        // The shared folder, which is not there and might come; nothing of one's own.
        assertThat(hosts.listings() - before).isEqualTo(1);
        put(snapshot.resolve("sub/a.gguf"), 500);
        assertThat(models.all(profile())).extracting(Model::sizeGb).containsExactly(5e-7);
    }

    @Test
    void whatADownloadThatBrokeOffLeftIsNotRunAndAnOlderWholeRevisionIs() throws IOException {
        HubFolder folder = new HubFolder(own());
        folder.file("ns/m", OLD, "model.safetensors", "c".repeat(64), 1000)
                .file("ns/m", NEW, "model.safetensors", "d".repeat(64), 500)
                .tree("ns/m", NEW, "{\"files\": {\"model.safetensors\": {\"size\": 2000}}}")
                .ref("ns/m", "main", NEW);
        assertThat(models.get(profile(), "ns/m", null).revision()).isEqualTo(OLD);
        assertThatThrownBy(() -> models.get(profile(), "ns/m", "main"))
                .isInstanceOf(WrongState.class)
                .hasMessage(
                        "The model ns/m at "
                                + own().resolve("models--ns--m/snapshots").resolve(NEW)
                                + " is incomplete: model.safetensors has 500 bytes instead of 2000. Download or copy it again.");
    }
}
