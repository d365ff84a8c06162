package org.blackfish.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;

class OpenAiErrorTest {
    @Test
    void aServiceThatIsNotReadyIsUnavailableForNowAndSaysItsPhase() {
        OpenAiError error = OpenAiError.of(
                new WrongState("service", "loading", "ready", "The service \"chat\" is loading its model."));
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.retryAfter()).isPositive();
        assertThat(json(error).getJsonObject("error").getString("message"))
                .isEqualTo("The service \"chat\" is loading its model.");
    }

    @Test
    void waitingForAnEndedServiceIsNotAdvised() {
        assertThat(OpenAiError.of(new WrongState("service", "ended", "ready", "It has ended."))
                        .retryAfter())
                .isZero();
    }

    @Test
    void theShapeServesOpenAiClientsAndOldBlackfishClients() {
        JsonObject json = json(OpenAiError.of(new UnknownItem("service", "x")));
        assertThat(json.getJsonObject("error").getString("code")).isEqualTo("service_not_found");
        assertThat(json.getJsonObject("error").getString("type")).isEqualTo("invalid_request_error");
        assertThat(json.getInt("status_code")).isEqualTo(404);
        assertThat(json.getString("detail")).isEqualTo("There is no service \"x\".");
    }

    @Test
    void everyProblemHasAStatus() {
        assertThat(OpenAiError.of(new InvalidInput("model", "No.")).status()).isEqualTo(400);
        assertThat(OpenAiError.of(new NotYet("Later.")).status()).isEqualTo(501);
        assertThat(OpenAiError.of(new Upstream("/x", 0, "Broke.")).status()).isEqualTo(502);
        assertThat(OpenAiError.of(new CommandFailed("h", List.of("squeue"), 1, "no"))
                        .status())
                .isEqualTo(502);
    }

    @Test
    void asAnEventItStandsAloneEvenAfterHalfAnEvent() {
        String event = OpenAiError.internal().event();
        assertThat(event).startsWith("\n\ndata: {\"error\":").endsWith("}\n\n");
    }

    private static JsonObject json(OpenAiError error) {
        try (var reader = Json.createReader(new StringReader(error.json()))) {
            return reader.readObject();
        }
    }

    @Test
    void aMethodThatNoEngineHasIsToldSo() {
        OpenAiError error = OpenAiError.method("QUERY");
        assertThat(error.status()).isEqualTo(405);
        assertThat(error.message()).isEqualTo("QUERY is not led to models; the header Allow names what is.");
    }
}
