package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import org.blackfish.problem.InvalidInput;
import org.blackfish.security.Scope;
import org.blackfish.security.TokenOrder;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.Test;

class TokenFormTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TokenForm form = new TokenForm();

    @Test
    void onlyANameIsNeededForATokenThatCallsModelsFor90Days() {
        form.setName(" night run ");
        assertThat(form.order(NOON)).isEqualTo(new TokenOrder("night run", Scope.USE, NOON.plus(Duration.ofDays(90))));
    }

    @Test
    void whatWasChosenIsOrdered() {
        form.setName("night");
        form.setScope("manage");
        form.setDays("0");
        assertThat(form.order(NOON)).isEqualTo(new TokenOrder("night", Scope.MANAGE, null));
    }

    @Test
    void aMissingNameIsToldOnItsFieldInTheWordsOfRest() {
        form.setName(null);
        assertThat(catchThrowableOfType(InvalidInput.class, () -> form.order(NOON))
                        .fields())
                .containsEntry("name", "A token needs a name of 1 to 100 characters; \"\" is not one.");
    }

    @Test
    void aFreshTokenSaysHowItIsUsedWithoutItsSecret() {
        FreshToken use = new FreshToken("night", Scope.USE, new Secret("hush"), "http://127.0.0.1:8000");
        assertThat(use.usage())
                .contains("OPENAI_API_KEY", "OPENAI_BASE_URL set to http://127.0.0.1:8000/v1;", "X-Blackfish-Token")
                .doesNotContain("hush");
        FreshToken read = new FreshToken("look", Scope.READ, new Secret("hush"), "http://127.0.0.1:8000");
        assertThat(read.usage()).contains("http://127.0.0.1:8000/api").doesNotContain("OPENAI");
    }

    @Test
    void theBaseOfTheOpenAiApiIsForTokensThatItLetsIn() {
        for (Scope scope : Scope.values()) {
            FreshToken token = new FreshToken("night", scope, new Secret("hush"), "http://127.0.0.1:8000");
            assertThat(token.callsModels()).as(scope.word()).isEqualTo(scope != Scope.READ);
        }
    }
}
