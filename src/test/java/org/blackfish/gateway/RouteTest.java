package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
    void theLegacyProxyTakesPostOnly() {
        assertThat(Route.of("POST", "/proxy/8081/v1/chat/completions"))
                .isEqualTo(new Route.Legacy(8081, "/v1/chat/completions"));
        assertThat(Route.of("POST", "/proxy/8081/transcribe")).isEqualTo(new Route.Legacy(8081, "/transcribe"));
        assertThat(Route.of("GET", "/proxy/8081/v1/models")).isEqualTo(new Route.Nowhere());
        assertThat(Route.of("POST", "/proxy/node1:22/v1/x")).isEqualTo(new Route.Nowhere());
    }
}
