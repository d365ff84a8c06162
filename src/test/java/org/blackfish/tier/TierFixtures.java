package org.blackfish.tier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tier files of {@code src/test/resources/tiers}. */
final class TierFixtures {
    private static final Path ROOT = Path.of("src/test/resources/tiers");

    private TierFixtures() {}

    /** Files as sites write them: the guide's, the reference's defaults, and five in the manner of real ones. */
    static List<Path> sites() {
        return list("sites");
    }

    static List<Path> wrong() {
        return list("wrong");
    }

    private static List<Path> list(String folder) {
        try (var files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
