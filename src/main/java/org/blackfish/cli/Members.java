package org.blackfish.cli;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members of JSON objects, tolerant of those that an older or newer server leaves out. */
final class Members {
    private Members() {}

    /** A text, number or truth as text; empty when it is null, missing or something else. */
    static String text(JsonObject object, String name) {
        JsonValue value = object.get(name);
        if (value instanceof JsonString text) {
            return text.getString();
        }
        boolean shown = value instanceof JsonNumber || JsonValue.TRUE.equals(value) || JsonValue.FALSE.equals(value);
        return shown ? String.valueOf(value) : "";
    }

    static JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject inner ? inner : JsonValue.EMPTY_JSON_OBJECT;
    }

    static List<JsonObject> objects(JsonObject object, String name) {
        return object.get(name) instanceof jakarta.json.JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonValue::asJsonObject)
                        .toList()
                : List.of();
    }

    static List<String> texts(JsonObject object, String name) {
        return object.get(name) instanceof jakarta.json.JsonArray array
                ? array.stream()
                        .filter(JsonString.class::isInstance)
                        .map(value -> ((JsonString) value).getString())
                        .toList()
                : List.of();
    }

    static Optional<Instant> time(JsonObject object, String name) {
        try {
            return Optional.of(Instant.parse(text(object, name)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static String pretty(JsonStructure value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(value);
        }
        return text.toString().strip();
    }

    /** A query of names and values, with its question mark; values that are null are left out. */
    static String query(Map<String, String> values) {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Zero when it is missing. */
    static long number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number ? number.longValue() : 0;
    }

    static JsonObjectBuilder builder() {
        return Json.createObjectBuilder();
    }

    /** Begins with what {@code object} has. */
    static JsonObjectBuilder builder(JsonObject object) {
        return Json.createObjectBuilder(object);
    }
}
