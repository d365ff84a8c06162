package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.blackfish.hub.DownloadSite;
import org.blackfish.wire.DoneView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFieldsTest {
    static Stream<Arguments> bodies() {
        return Stream.of(
                body("'name':'n'", json -> TokenRequest.read(json).ignored()),
                body(
                        "'repo':'org/m','profile':'default'",
                        json -> ModelRequest.read(json).ignored()),
                body(
                        "'repo_id':'org/m','profile':'default'",
                        json -> DownloadRequest.read(json, DownloadSite.HERE).ignored()),
                body(
                        "'name':'n','host':'localhost','user':'u','home_dir':'/h','cache_dir':'/c'",
                        json -> ProfileRequest.read(json, null).ignored()),
                body(
                        "'yaml':'a: 1','account':'lab'",
                        json -> TierRequest.read(json.toString().getBytes(StandardCharsets.UTF_8))
                                .ignored()),
                body(
                        "'timeout':false",
                        json -> JsonFields.ignored(
                                json.toString().getBytes(StandardCharsets.UTF_8), "timeout", "failed")));
    }

    private static Arguments body(String members, Function<JsonObject, List<String>> reading) {
        return Arguments.of(members, reading);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void membersThatNothingKnowsAreNamedToTheCallerAndInTheLog(
            String members, Function<JsonObject, List<String>> reading) {
        JsonObject known = json("{" + members + "}");
        JsonObject more = json("{" + members + ",'colour\\n':'red'}");
        assertThat(logged(() -> assertThat(reading.apply(known)).isEmpty())).isEmpty();
        assertThat(logged(() -> assertThat(reading.apply(more)).containsExactly("colour?")))
                .containsExactly("A request had members that nothing knows: [colour?]");
    }

    @Test
    void anAnswerNamesThemWhereThatToALaunchDoesAndIsTheUsualOneWithoutThem() {
        DoneView view = new DoneView("ok", "It is done.");
        assertThat(Answers.json(Answers.naming(List.of("colour"), view)))
                .isEqualTo("{\"status\":\"ok\",\"message\":\"It is done.\",\"live\":{\"ignored\":[\"colour\"]}}");
        assertThat(Answers.naming(List.of(), view)).isEqualTo(view);
    }

    private static JsonObject json(String text) {
        return JsonBody.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> logged(Runnable work) {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("org.blackfish.api");
        log.addHandler(handler);
        try {
            work.run();
        } finally {
            log.removeHandler(handler);
        }
        return lines;
    }
}
