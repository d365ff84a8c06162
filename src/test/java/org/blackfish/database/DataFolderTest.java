package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path home = Path.of("unset");

    @Test
    void ofSeveralFoldersThatWereLeftTheOneOfTheLatestTermIsRestored() throws IOException {
        holding(".database.left.9", "old");
        holding(".database.left.10", "latest");
        new DataFolder(home.resolve("database")).replaceByCopy(11);
        assertThat(home.resolve("database/rows")).hasContent("latest");
        assertThat(names()).containsExactly("database");
    }

    @Test
    void whatEarlierTermsLeftIsNoObstacleToTheNextCopy() throws IOException {
        holding("database", "now");
        holding(".database.left.3", "old");
        new DataFolder(home.resolve("database")).replaceByCopy(3);
        assertThat(home.resolve("database/rows")).hasContent("now");
        assertThat(names()).containsExactly("database");
    }

    private void holding(String folder, String rows) throws IOException {
        Files.writeString(Files.createDirectory(home.resolve(folder)).resolve("rows"), rows);
    }

    private Iterable<String> names() throws IOException {
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
