package org.blackfish.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {
    @Test
    void theNewestOneThatAStartLooksForIsTheLastFile() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            int last = files.map(file -> String.valueOf(file.getFileName()))
                    .mapToInt(name -> Integer.parseInt(name.replaceFirst("^V(\\d+)__.*$", "$1")))
                    .max()
                    .orElseThrow();
            assertThat(Migrations.NEWEST).isEqualTo(String.valueOf(last));
        }
    }
}
