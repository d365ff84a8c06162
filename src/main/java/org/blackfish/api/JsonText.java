package org.blackfish.api;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyOrderStrategy;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Wire records as JSON: members in the record's order, in snake_case, nulls written out. */
final class JsonText {
    /** UTC with microseconds and {@code Z}, as the reference writes its timestamps. */
    static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** JSON members that are words of the Java language. */
    private static final Set<String> JAVA_WORDS = Set.of("default_", "protected_");

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withNullValues(true)
            .withPropertyOrderStrategy(PropertyOrderStrategy.ANY)
            .withPropertyNamingStrategy(JsonText::member)
            .withAdapters(new Timestamps()));

    private JsonText() {}

    static String of(Object value) {
        return JSONB.toJson(value);
    }

    static JsonObject object(Object value) {
        try (var reader = Json.createReader(new StringReader(of(value)))) {
            return reader.readObject();
        }
    }

    static String member(String component) {
        if (JAVA_WORDS.contains(component)) {
            return component.substring(0, component.length() - 1);
        }
        StringBuilder name = new StringBuilder();
        component
                .chars()
                .forEach(c -> name.append(Character.isUpperCase(c) ? "_" : "").append((char) Character.toLowerCase(c)));
        return name.toString();
    }

    /** {@link Instant}s in {@link #TIMESTAMP}. */
    public static final class Timestamps implements JsonbAdapter<Instant, String> {
        @Override
        public String adaptToJson(Instant instant) {
            return TIMESTAMP.format(instant);
        }

        @Override
        public Instant adaptFromJson(String text) {
            return Instant.parse(text);
        }
    }
}
