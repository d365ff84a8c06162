package org.blackfish.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever comes from the Python Blackfish finds in the guide what was mended of it. */
class DifferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A2", "A3", "A6", "A7", "A8", "A9", "A10", "A11", "A17", "A18", "A24", "A25", "A26", "B17", "C17",
                "C18", "F1"
            })
    void aDefectThatIsMendedHasItsLine(String number) throws IOException {
        assertThat(Files.readString(Path.of("docs/guide/differences.md")))
                .containsPattern("(?m)^\\| ([A-F][0-9]+, )*" + number + ", [^|]+\\|[^|]+\\|[^|]+\\|$");
    }
}
