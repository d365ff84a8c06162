package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.blackfish.hub.DownloadSite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonFieldsTest {
    static Stream<Arguments> bodies() {
        return Stream.of(
                body("'name':'n'", TokenRequest::read),
                body("'repo':'org/m','profile':'default'", ModelRequest::read),
                body("'repo_id':'org/m','profile':'default'", json -> DownloadRequest.read(json, DownloadSite.HERE)),
                body(
                        "'name':'n','host':'localhost','user':'u','home_dir':'/h','cache_dir':'/c'",
                        json -> ProfileRequest.read(json, null)));
    }

    private static Arguments body(String members, Consumer<JsonObject> reading) {
        return Arguments.of(members, reading);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void membersThatNothingKnowsAreNamedInTheLog(String members, Consumer<JsonObject> reading) {
        assertThat(logged(() -> reading.accept(json("{" + members + "}")))).isEmpty();
        assertThat(logged(() -> reading.accept(json("{" + members + ",'colour\\n':'red'}"))))
                .containsExactly("A request had members that nothing knows: [colour?]");
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
