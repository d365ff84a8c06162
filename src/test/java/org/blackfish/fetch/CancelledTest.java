package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelledTest {
    private static final byte[] CONFIG = {'{', '}'};
    private static final byte[] CARD = {'#'};

    @TempDir
    Path root;

    @TempDir
    Path work;

    private FakeHub hub;
    private Repository repository;
    private Piece card;
    private Piece config;

    @BeforeEach
    void writeTheFilesThatAreNotLinkedYet() throws IOException {
        hub = new FakeHub().with("README.md", CARD).with("config.json", CONFIG);
        Order order = hub.order(root);
        card = order.pieces().getFirst();
        config = order.pieces().getLast();
        repository = new Repository(order, new Written(work));
        repository.prepare("");
        repository.store(config, CONFIG);
        Files.writeString(work.resolve(Order.FILE), order.text());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private String cancel() throws Exception {
        Files.writeString(work.resolve(Fetch.STOP), "cancel\n");
        Fetch.run(work, Map.of());
        return Files.readString(work.resolve(Fetch.ENDED));
    }

    @Test
    void theWholeFilesThatItWroteGoAndAreNamed() throws Exception {
        assertThat(cancel())
                .isEqualTo("cancelled\nRemoved what was whole and in no revision, 1 file of 2 bytes: config.json.");
        assertThat(blob(config).resolveSibling("")).isEmptyDirectory();
    }

    @Test
    void whatLayThereBeforeStays() throws Exception {
        Files.write(blob(card), CARD);
        assertThat(cancel()).startsWith("cancelled\n").doesNotContain("README.md");
        assertThat(blob(card)).exists();
        assertThat(blob(config)).doesNotExist();
    }

    @Test
    void whatARevisionHasStays() throws Exception {
        repository.link(List.of(config));
        assertThat(cancel()).isEqualTo("cancelled");
        assertThat(blob(config)).hasBinaryContent(CONFIG);
    }

    @Test
    void whatAnotherDownloadIsAboutToNameStays() throws Exception {
        Path unnamed = Files.createDirectories(root.resolve("models--acme--tiny/.blackfish-0ff1ce00"));
        Files.createSymbolicLink(unnamed.resolve("config.json"), Path.of("../../blobs", config.etag()));
        assertThat(cancel()).isEqualTo("cancelled");
        assertThat(blob(config)).hasBinaryContent(CONFIG);
    }

    @Test
    void nothingWholeGoesWhileAnotherProgramFillsAFileHere() throws Exception {
        Files.write(blob(config).resolveSibling("f00d.incomplete"), CARD);
        assertThat(cancel()).isEqualTo("cancelled");
        assertThat(blob(config)).hasBinaryContent(CONFIG);
    }

    @Test
    void aRevisionThatWasWholeWithFewerFilesIsNotSaidToLackTheRest() throws Exception {
        repository.link(List.of(config));
        repository.prepare("{}");
        assertThat(listing()).exists();
        cancel();
        assertThat(listing()).doesNotExist();
    }

    @Test
    void aListingOfWhoeverFetchesTheSameRevisionBesideItStays() throws Exception {
        Files.createDirectories(listing().resolveSibling(""));
        Files.writeString(listing(), "{}");
        repository.prepare("{}");
        assertThat(cancel()).startsWith("cancelled");
        assertThat(listing()).exists();
    }

    @Test
    void whatWasDoneBeforeTheCancelStaysDone() throws Exception {
        Files.writeString(work.resolve(Fetch.ENDED), Fetch.DONE);
        assertThat(cancel()).isEqualTo("done");
        assertThat(blob(config)).exists();
    }

    @Test
    void whatAKillLeftAsideHasItsNameAgainWhenARevisionLinkedToItMeanwhile() throws Exception {
        repository.link(List.of(config));
        Files.move(blob(config), blob(config).resolveSibling(config.etag() + ".feedc0de.cancelled.incomplete"));
        assertThat(cancel()).isEqualTo("cancelled");
        assertThat(blob(config)).hasBinaryContent(CONFIG);
        assertThat(blob(config).resolveSibling("")).isDirectoryNotContaining("glob:**.incomplete");
    }

    @Test
    void whatAKillLeftAsideHasItsNameAgainWhenItsDownloadGoesOn() throws Exception {
        Files.move(blob(config), blob(config).resolveSibling(config.etag() + ".feedc0de.cancelled.incomplete"));
        repository.prepare("");
        assertThat(repository.has(config)).isTrue();
        assertThat(blob(config).resolveSibling("")).isDirectoryNotContaining("glob:**.incomplete");
    }

    @Test
    void aFileIsNotedBeforeItHasItsName() throws Exception {
        Path taken = Files.createDirectories(blob(card).resolve("full"));
        // What lies there is not its own; the move that fails stands for a kill.
        assertThatThrownBy(() -> repository.store(card, CARD)).isInstanceOf(IOException.class);
        assertThat(new Written(work).names()).containsExactly(config.etag());
        Files.delete(taken);
        Files.delete(blob(card));
        Path part = blob(card).resolveSibling("gone");
        assertThatThrownBy(() -> repository.publish(part, card)).isInstanceOf(IOException.class);
        assertThat(new Written(work).names()).containsExactlyInAnyOrder(config.etag(), card.etag());
    }

    @Test
    void whatItKeptIsNotItsOwnWhenItIsCancelledOnceMore() throws Exception {
        Path other = Files.write(blob(config).resolveSibling("f00d.incomplete"), CARD);
        assertThat(cancel()).isEqualTo("cancelled");
        Files.delete(other);
        Files.delete(work.resolve(Fetch.ENDED));
        assertThat(cancel()).isEqualTo("cancelled");
        assertThat(blob(config)).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blobs"})
    void nothingIsTakenAwayThroughALink(String inside) throws Exception {
        Path own = root.resolve("models--acme--tiny").resolve(inside);
        Path elsewhere = root.resolve("elsewhere");
        Files.move(own, elsewhere);
        Files.createSymbolicLink(own, elsewhere);
        assertThat(cancel()).startsWith("failed\n" + own + " is a link and leads out of the cache; remove it");
        assertThat(blob(config)).hasBinaryContent(CONFIG);
    }

    @Test
    void aListingThatLayThereBeforeStays() throws Exception {
        repository.link(List.of(config));
        Files.createDirectories(listing().resolveSibling(""));
        Files.writeString(listing(), "{}");
        repository.prepare("{}");
        cancel();
        assertThat(listing()).exists();
    }

    private Path listing() {
        return root.resolve("models--acme--tiny/trees").resolve(FakeHub.COMMIT + ".json");
    }

    private Path blob(Piece piece) {
        return repository.blob(piece);
    }
}
