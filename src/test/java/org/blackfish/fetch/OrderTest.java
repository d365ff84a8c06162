package org.blackfish.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static final String SUM = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";

    @Test
    void anOrderIsReadAsItWasWritten() {
        Order order = order("näme with spaces/a+b%20.json", "model.gguf", "Model.gguf");
        assertThat(Order.parse(order.text())).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({
        "../x, leads out of its folder",
        "a/../../x, leads out of its folder",
        "a//x, leads out of its folder",
        "./x, leads out of its folder",
        "/etc/passwd, does not lie in the repository",
        "'', does not lie in the repository",
        "a\\b, holds a control character or backslash"
    })
    void hostileNamesAreRefused(String path, String why) {
        assertThatThrownBy(() -> order(path))
                .hasMessage("The hub lists a file \"" + path + "\", which " + why + "; nothing of it is written.");
    }

    @Test
    void namesWithLineBreaksOrOfThreeHundredLettersAreRefused() {
        assertThatThrownBy(() -> order("a\nb"))
                .hasMessage(
                        "The hub lists a file \"a?b\", which holds a control character or backslash; nothing of it is"
                                + " written.");
        assertThatThrownBy(() -> order("x".repeat(300))).hasMessageContaining("has a name too long for a disk");
        assertThatThrownBy(() -> order("abcdefghi/".repeat(101) + "x"))
                .hasMessageContaining("has a name too long for a disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../../etc/passwd", "E69DE29BB2D1D6434B8B29AE775AD8C2E48C5391", "abc"})
    void aChecksumThatIsNoneNeverBecomesAFileName(String sum) {
        assertThatThrownBy(() -> new Piece("config.json", 1, sum, false))
                .hasMessage("The hub lists config.json with the checksum \"" + sum
                        + "\" and 1 bytes, which cannot be right; nothing of it is written.");
    }

    @Test
    void aFileThatIsAFolderTooIsRefused() {
        assertThatThrownBy(() -> order("a", "a/b")).hasMessage("The hub lists a as a file and as a folder.");
        assertThatThrownBy(() -> order("a", "a")).hasMessage("The hub lists a twice.");
    }

    private static Order order(String... paths) {
        return new Order(
                "acme/tiny",
                "0".repeat(40),
                "main",
                Path.of("/models"),
                URI.create("https://huggingface.co"),
                true,
                5,
                "feedc0de",
                "test/1; java",
                List.of(paths).stream()
                        .map(path -> new Piece(path, 0, SUM, false))
                        .toList());
    }
}
