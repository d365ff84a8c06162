package org.blackfish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardTest {
    private static Card card(String line) {
        return Card.of("---\n" + line + "\n---\nlicense: gpl\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "license: mit,mit",
                "license:mit  # free,mit",
                "license: \"apache-2.0\",apache-2.0",
                "license: ' mit ' # x,mit",
                "license: a word,a word",
            })
    void aSimpleLineSaysItsWord(String line, String license) {
        assertThat(card(line).license()).contains(license);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"license:", "license: # none", "license: \"a\"b", "license: \""})
    void whatIsNoSimpleLineSaysNothing(String line) {
        assertThat(card(line).license()).isEmpty();
    }

    @Test
    void aLineMadeToBeSlowTakesNoTime() {
        String spaces = " ".repeat(60_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(card("license:" + spaces + "\"a\"b").license()).isEmpty();
            assertThat(card("license: x" + spaces + "\"a\"b").license()).isEmpty();
        });
    }
}
