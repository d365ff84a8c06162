package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void aServiceIsMeantByIdOrName() {
        assertThat(Route.of("POST", "/services/chat-1/v1/chat/completions"))
                .isEqualTo(new Route.ToService("chat-1", "/v1/chat/completions"));
    }

    @Test
    void aServiceWithoutAnEnginePathIsNowhere() {
        assertThat(Route.of("GET", "/services/chat-1")).isEqualTo(new Route.Nowhere());
        assertThat(Route.of("GET", "/services/")).isEqualTo(new Route.Nowhere());
    }

    @Test
    void theModelsAreListedByUsAndNotByAnEngine() {
        assertThat(Route.of("GET", "/v1/models")).isEqualTo(new Route.ModelList());
        assertThat(Route.of("GET", "/v1/models/org%2Fname")).isEqualTo(new Route.OneModel("org%2Fname"));
    }

    @Test
    void otherOpenAiCallsGoByTheirModel() {
        assertThat(Route.of("POST", "/v1/embeddings")).isEqualTo(new Route.ByModel("/v1/embeddings"));
    }

    @Test
    void speechIsNotLedToAnyEngineHoweverItIsWritten() {
        for (String path : List.of(
                "/v1/audio",
                "/v1/audio/transcriptions",
                "/v1/a%75dio/speech",
                "/services/chat-1/v1/audio/transcriptions",
                "/proxy/8081/v1/audio/translations")) {
            assertThat(Route.of("POST", path)).as(path).isEqualTo(new Route.Speech());
            assertThat(Route.of("GET", path)).as(path).isEqualTo(new Route.Speech());
        }
        assertThat(Route.of("POST", "/v1/audiobooks")).isEqualTo(new Route.ByModel("/v1/audiobooks"));
    }

    @Test
    void theLegacyProxyTakesPostOnly() {
        assertThat(Route.of("POST", "/proxy/8081/v1/chat/completions"))
                .isEqualTo(new Route.Legacy(8081, "/v1/chat/completions"));
        assertThat(Route.of("POST", "/proxy/8081/transcribe")).isEqualTo(new Route.Legacy(8081, "/transcribe"));
        assertThat(Route.of("GET", "/proxy/8081/v1/models")).isEqualTo(new Route.Nowhere());
        assertThat(Route.of("POST", "/proxy/node1:22/v1/x")).isEqualTo(new Route.Nowhere());
    }
}
