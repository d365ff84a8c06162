package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.InvalidInput;
import org.blackfish.security.Scope;
import org.blackfish.security.TokenOrder;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallRulesTest {
    @ParameterizedTest
    @CsvSource({
        "30, PT30M",
        "10:30, PT10M30S",
        "00:05:00, PT5M",
        "99:00:00, PT99H",
        "1-2, PT26H",
        "1-02:03, PT26H3M",
        "1-02:03:04, PT26H3M4S"
    })
    void timesAreReadAsSlurmReadsThem(String text, Duration time) {
        assertThat(SlurmTimes.parse(text)).contains(time);
    }

    @ParameterizedTest
    @CsvSource({"soon", "''", "-5", "1:2:3:4", "1-", "5m"})
    void otherTextsAreNoTimes(String text) {
        assertThat(SlurmTimes.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void wordsAreSplitAsAShellSplitsThem() {
        assertThat(ShellWords.split("f", "--a 'b c' \"d \\\" e\" f\\ g '' x'y'z"))
                .containsExactly("--a", "b c", "d \" e", "f g", "", "xyz");
        assertThat(ShellWords.split("f", "  ")).isEmpty();
        assertThat(ShellWords.split("f", "$(id) `id` ;")).containsExactly("$(id)", "`id`", ";");
        assertThat(catchThrowableOfType(InvalidInput.class, () -> ShellWords.split("f", "a\\")))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "healthy, healthy, REACHED",
        "pending, healthy, OPEN",
        "unhealthy, healthy, OPEN",
        "failed, healthy, IMPOSSIBLE",
        "healthy, pending, IMPOSSIBLE",
        "healthy, stopped, OPEN",
        "failed, stopped, IMPOSSIBLE"
    })
    void waitingEndsWhenTheStatusIsThereOrCanNoLongerCome(String now, String wanted, Prospect prospect) {
        assertThat(Prospect.of(Query.status(now), false, Query.status(wanted))).isEqualTo(prospect);
        assertThat(Prospect.of(Status.STOPPED, true, Status.STOPPED)).isEqualTo(Prospect.REACHED);
    }

    @Test
    void aServiceThatIsBeingStoppedBecomesNothingButStopped() {
        for (Status wanted : Status.values()) {
            assertThat(Prospect.of(Status.HEALTHY, true, wanted))
                    .isEqualTo(wanted == Status.STOPPED ? Prospect.OPEN : Prospect.IMPOSSIBLE);
        }
        assertThat(Prospect.of(Status.FAILED, true, Status.FAILED)).isEqualTo(Prospect.REACHED);
    }

    @Test
    void whatAnOrderLeavesOpenAnyServiceMeets() {
        assertThat(Sameness.differences(ServiceRenderingTest.service(), LaunchOrder.of("name", "org/model")))
                .isEmpty();
        assertThat(Sameness.differences(ServiceRenderingTest.service(), LaunchOrder.of("name", "org/other")))
                .containsExactly("repo_id");
    }

    @Test
    void whatTheEngineIsToldIsAChoiceToo() {
        String body = """
                {"name":"name","repo_id":"org/model","engine_args":["--seed","1"],"env":{"A":"1"},"idle_minutes":5,
                 "grace_period":10,"trust_remote_code":true}""";
        LaunchOrder order = LaunchRequestReader.read(JsonBody.object(body.getBytes(StandardCharsets.UTF_8)), null, null)
                .order();
        assertThat(Sameness.differences(ServiceRenderingTest.service(), order))
                .containsExactly("grace_period", "idle_minutes", "engine_args", "env", "trust_remote_code");
    }

    @Test
    void theWidestOfTheNamedScopesCounts() {
        assertThat(
                        token(
                                "{\"name\":\"n\",\"scopes\":[\"read\",\"manage\"],\"expires_at\":\"2027-01-31T12:00:00+01:00\"}"))
                .isEqualTo(new TokenRequest(
                        new TokenOrder("n", Scope.MANAGE, Instant.parse("2027-01-31T11:00:00Z")), List.of()));
        assertThat(token("{\"name\":\"n\"}").order().scope()).isEqualTo(Scope.READ);
        assertThat(catchThrowableOfType(
                                InvalidInput.class, () -> token("{\"scopes\":[\"all\"],\"expires_at\":\"soon\"}"))
                        .fields())
                .containsOnlyKeys("name", "scopes", "expires_at");
    }

    @ParameterizedTest
    @CsvSource({"+300000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void noTokenLastsBeyondTheYear9999(String late) {
        assertThat(catchThrowableOfType(
                        InvalidInput.class, () -> token("{\"name\":\"n\",\"expires_at\":\"" + late + "\"}")))
                .hasMessage("The expires_at lies beyond the year 9999; give an earlier time, or none.");
        assertThat(token("{\"name\":\"n\",\"expires_at\":\"9999-12-31T23:59:59Z\"}")
                        .order()
                        .expiresAt())
                .isNotNull();
    }

    @Test
    void whatIsWrongWithATokensValuesIsNamedTogetherWithWhatIsNoValueAtAll() {
        String body =
                "{\"name\":\"" + "n".repeat(101) + "\",\"scopes\":[\"all\"],\"expires_at\":\"+10000-01-01T00:00:00Z\"}";
        assertThat(catchThrowableOfType(InvalidInput.class, () -> token(body)).fields())
                .containsOnlyKeys("name", "scopes", "expires_at");
    }

    @Test
    void aBodyIsCountedWhileItIsRead() {
        var counted = new BodyLimit.Counted(
                new ByteArrayInputStream(new byte[11]), 10, () -> new IllegalStateException("too much"));
        assertThat(catchThrowableOfType(IllegalStateException.class, counted::readAllBytes))
                .hasMessage("too much");
        assertThat(BodyLimit.isMore("10", 10)).isFalse();
        assertThat(BodyLimit.isMore("11", 10)).isTrue();
        assertThat(BodyLimit.isMore("99999999999999999999", 10)).isTrue();
    }

    private static TokenRequest token(String json) {
        return TokenRequest.read(Json.createReader(new StringReader(json)).readObject());
    }
}
