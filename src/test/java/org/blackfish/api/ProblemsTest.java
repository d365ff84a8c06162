package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.EOFException;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.HostUnreachable;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.NotYet;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(new InvalidInput("a", "A."), 400, "Bad Request"),
                Arguments.of(new UnknownItem("service", "x"), 404, "Not Found"),
                Arguments.of(new WrongState("s", "a", "b", "S."), 409, "Conflict"),
                Arguments.of(new AccessRefused("p", "P."), 403, "Forbidden"),
                Arguments.of(new NotYet("N."), 501, "Not Implemented"),
                Arguments.of(new HostUnreachable("h", "H.", new IllegalStateException()), 502, "Bad Gateway"),
                Arguments.of(new DeadlinePassed("sbatch", "h", Duration.ofSeconds(1)), 504, "Gateway Timeout"),
                Arguments.of(new CommandFailed("h", List.of("sbatch"), 1, "no"), 502, "Bad Gateway"),
                Arguments.of(new Upstream("u", 0, "U."), 502, "Bad Gateway"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyProblemHasItsStatus(ProblemException problem, int status, String title) {
        var document = Problems.of(problem, Set.of(), Set.of());
        assertThat(document.status()).isEqualTo(status);
        assertThat(document.statusCode()).isEqualTo(status);
        assertThat(document.title()).isEqualTo(title);
        assertThat(document.detail()).isEqualTo(problem.getMessage());
        assertThat(document.instance()).startsWith("urn:uuid:");
    }

    @Test
    void everyWrongFieldSaysWhereItCameFrom() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("port", "Port.");
        fields.put("id", "Id.");
        fields.put("name", "Name.");
        JsonObject document = JsonText.object(Problems.of(new InvalidInput(fields), Set.of("port"), Set.of("id")));
        assertThat(document.getString("detail")).isEqualTo("Port. Id. Name.");
        assertThat(document.getJsonArray("extra").toString())
                .isEqualTo("[{\"message\":\"Port.\",\"key\":\"port\",\"source\":\"query\"},"
                        + "{\"message\":\"Id.\",\"key\":\"id\",\"source\":\"path\"},"
                        + "{\"message\":\"Name.\",\"key\":\"name\",\"source\":\"data\"}]");
    }

    @Test
    void whatHttpRefusesIsSaidInASentence() {
        assertThat(HttpProblemMapper.sentence(405, "PATCH", "/api/services", "GET, POST", ""))
                .isEqualTo("PATCH is not offered at /api/services; offered: GET, POST.");
        assertThat(HttpProblemMapper.sentence(404, "GET", "/api/x", null, "HTTP 404 Not Found"))
                .startsWith("There is nothing at /api/x");
        assertThat(HttpProblemMapper.sentence(412, "PUT", "/api/admin/tiers", null, "It was changed."))
                .isEqualTo("It was changed.");
        assertThat(HttpProblemMapper.sentence(428, "PUT", "/api/admin/tiers", null, "Send the version."))
                .isEqualTo("Send the version.");
    }

    @Test
    void onlyWhatIsOurFaultIsAnError() {
        assertThat(FailureMapper.document(new EOFException()).status()).isEqualTo(400);
        assertThat(FailureMapper.document(new IllegalStateException(new ParseException("zzz", 0)))
                        .detail())
                .isEqualTo("A header of the request cannot be read; correct it or leave it out.");
        assertThat(FailureMapper.document(new IllegalStateException("secret innards")))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(500))
                .satisfies(problem -> assertThat(problem.detail()).doesNotContain("innards"));
    }
}
