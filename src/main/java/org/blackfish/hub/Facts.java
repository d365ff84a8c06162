package org.blackfish.hub;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.blackfish.problem.Upstream;

/** JSON that somebody else wrote: a member of another kind than expected counts as missing. */
record Facts(JsonValue value) {
    /** {@code from} is for the words when it is no JSON. */
    static Facts parse(byte[] body, String from) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return new Facts(reader.readValue());
        } catch (JsonException | ArithmeticException e) {
            throw new Upstream(
                    from, 200, from + " answered with something that is no JSON; is HF_ENDPOINT a Hugging Face hub?");
        }
    }

    private JsonValue member(String name) {
        return value instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
    }

    Facts at(String name) {
        return new Facts(member(name));
    }

    boolean has(String name) {
        return !member(name).equals(JsonValue.NULL);
    }

    /** A text, else empty. */
    String text(String name) {
        return member(name) instanceof JsonString text ? text.getString() : "";
    }

    OptionalLong number(String name) {
        return member(name) instanceof JsonNumber number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    boolean flag(String name) {
        return member(name).equals(JsonValue.TRUE);
    }

    Stream<Facts> items() {
        return value.getValueType() == JsonValue.ValueType.ARRAY
                ? value.asJsonArray().stream().map(Facts::new)
                : Stream.empty();
    }

    List<String> texts(String name) {
        return at(name).items()
                .map(Facts::value)
                .filter(JsonString.class::isInstance)
                .map(text -> ((JsonString) text).getString())
                .toList();
    }
}
