package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SnippetsTest {
    private final Snippets snippets = new Snippets(
            "http://127.0.0.1:8000/node/n1/8000", "chat", "org/model", Path.of("/home/me/.blackfish/auth_token"));

    @Test
    void theAddressIsThatOfTheGateway() {
        assertThat(snippets.base()).isEqualTo("http://127.0.0.1:8000/node/n1/8000/services/chat/v1");
    }

    @Test
    void everyLanguageNamesTheAddressAndTheModelAndTakesTheTokenFromTheEnvironment() {
        assertThat(new String[] {snippets.curl(), snippets.python(), snippets.r()})
                .allSatisfy(lines -> assertThat(lines).contains(snippets.base(), "org/model", "BLACKFISH_TOKEN"));
    }

    @Test
    void curlReadsTheTokenFromAPipeAndNotFromItsArguments() {
        assertThat(new String[] {snippets.curl(), snippets.personalToken()})
                .allSatisfy(lines -> assertThat(lines).contains("-H @<(echo \"X-Blackfish-Token: $BLACKFISH_TOKEN\")"));
    }

    @Test
    void theTokenComesFromItsFileWhateverThePathIsLike() {
        assertThat(snippets.token()).isEqualTo("export BLACKFISH_TOKEN=$(cat /home/me/.blackfish/auth_token)");
        assertThat(new Snippets("", "", "", Path.of("/home/o'n eil/t")).token())
                .isEqualTo("export BLACKFISH_TOKEN=$(cat '/home/o'\\''n eil/t')");
    }
}
