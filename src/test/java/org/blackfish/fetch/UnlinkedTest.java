package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlinkedTest {
    @TempDir
    Path folder;

    private Path blobs;

    @BeforeEach
    void twoBlobs() throws IOException {
        blobs = Files.createDirectory(folder.resolve("blobs"));
        Files.writeString(blobs.resolve("a"), "a");
        Files.writeString(blobs.resolve("b"), "b");
    }

    @Test
    void whatNoSnapshotLinksToGoes() throws IOException {
        Path snapshot = Files.createDirectories(folder.resolve("snapshots/0"));
        Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/b"));
        assertThat(new Unlinked(folder, ".feedc0de.cancelled.incomplete").remove(List.of("a", "b")))
                .containsExactly("a");
        assertThat(blobs).isDirectoryContaining("glob:**/b").isDirectoryNotContaining("glob:**/a*");
    }

    @Test
    void whatWasMovedAsideHasItsNameAgainWhenTheNextOneCannotBeMoved() throws IOException {
        Files.createDirectory(blobs.resolve("b.aside"));
        assertThatThrownBy(() -> new Unlinked(folder, ".aside").remove(List.of("a", "b")))
                .isInstanceOf(IOException.class);
        assertThat(blobs.resolve("a")).hasContent("a");
        assertThat(blobs.resolve("b")).hasContent("b");
        assertThat(blobs.resolve("a.aside")).doesNotExist();
    }
}
