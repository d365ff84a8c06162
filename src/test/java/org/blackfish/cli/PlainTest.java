package org.blackfish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\u0915\u094D\u200D\u0937",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\u200Fshalom\u200E",
                "one\ttwo\nthree"
            })
    void whatWritingNeedsStays(String text) {
        assertThat(Plain.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0007", "\u001B", "\u007F", "\u009B", "\u202E", "\u2066", "\uD83D"})
    void whatATerminalObeysIsShownAsUnknown(String text) {
        assertThat(Plain.text("a" + text + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void aCarriageReturnEndsALineAndOverwritesNone() {
        assertThat(Plain.text("a\r\nb\rc")).isEqualTo("a\nb\nc");
        assertThat(Plain.line("a\r\nb\rc\u2028d")).isEqualTo("a b c d");
    }
}
