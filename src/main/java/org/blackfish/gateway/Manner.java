package org.blackfish.gateway;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** How an exchange presents itself: unchanged, or as the Python Blackfish's {@code /proxy} does. */
enum Manner {
    /** Everything as the engine says it. */
    AS_IS(Duration.ofHours(1)),
    /** {@code /proxy} without {@code streaming}: success is 201, and after a minute of silence 504. */
    LEGACY(Duration.ofSeconds(60)),
    /** {@code /proxy?streaming=true}: success is 201, however long the engine thinks. */
    LEGACY_STREAMING(Duration.ofHours(1));

    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final Header JSON = new BasicHeader("Content-Type", "application/json");

    private final Duration patience;

    Manner(Duration patience) {
        this.patience = patience;
    }

    /** The longest silence of an engine. */
    Duration patience() {
        return patience;
    }

    String query(Caller caller) {
        return this == AS_IS ? caller.query() : "";
    }

    List<Header> headers(Caller caller) {
        return this == AS_IS ? caller.headers() : List.of(JSON);
    }

    int status(int engines) {
        return this == AS_IS ? engines : 201;
    }

    List<Header> answerHeaders(List<Header> headers) {
        if (this != AS_IS) {
            headers.removeIf(header -> header.getName().equalsIgnoreCase("Content-Type"));
            headers.add(JSON);
        }
        return headers;
    }

    /** An engine's error as JSON of the legacy shape; empty when it is to be passed on like any other answer. */
    Optional<String> refusal(ClassicHttpResponse response, @Nullable HttpEntity entity) throws IOException {
        if (this == AS_IS || response.getCode() < 400) {
            return Optional.empty();
        }
        byte[] said = entity == null ? new byte[0] : entity.getContent().readNBytes(LONGEST_REFUSAL);
        String detail = detail(said, response.getCode());
        return Optional.of(Json.createObjectBuilder()
                .add("status_code", response.getCode())
                .add("detail", detail)
                .build()
                .toString());
    }

    /** The engine's own words: {@code error.message}, {@code error} or {@code message} of its JSON, else its text. */
    static String detail(byte[] said, int status) {
        String text = new String(said, StandardCharsets.UTF_8).strip();
        try (var reader = Json.createReader(new ByteArrayInputStream(said))) {
            JsonObject object = reader.readObject();
            JsonValue error = object.getOrDefault("error", JsonValue.NULL);
            JsonValue message = error instanceof JsonObject inner
                    ? inner.getOrDefault("message", JsonValue.NULL)
                    : object.getOrDefault("message", error);
            return message instanceof JsonString words ? words.getString() : text;
        } catch (JsonException e) {
            return text.isEmpty() ? "The engine answered with status " + status + "." : text;
        }
    }
}
