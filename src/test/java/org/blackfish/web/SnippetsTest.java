package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnippetsTest {
    private final Snippets snippets = new Snippets("http://node01:40001/v1", "org/model");

    @Test
    void everyLanguageNamesTheAddressAndTheModelAndTakesTheKeyFromTheEnvironment() {
        assertThat(new String[] {snippets.curl(), snippets.python(), snippets.r()})
                .allSatisfy(
                        lines -> assertThat(lines).contains("http://node01:40001/v1", "org/model", "BLACKFISH_KEY"));
    }
}
