package org.blackfish.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wire records as JSON: members in the record's order and in snake_case, nulls written out. JSON binding knows neither
 * an order without annotations, which {@code wire} does without, nor members that are words of the Java language.
 */
final class JsonText {
    /** UTC with microseconds and {@code Z}, as the reference writes its timestamps. */
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Set<String> JAVA_WORDS = Set.of("default_", "protected_");

    private record Member(String name, RecordComponent component) {}

    /** Kept, for a list of thousands asks thousands of times. */
    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .map(component -> new Member(member(component.getName()), component))
                    .toList();
        }
    };

    private JsonText() {}

    static String of(Object value) {
        return value(value).toString();
    }

    static JsonObject object(Record value) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        for (Member member : MEMBERS.get(value.getClass())) {
            object.add(member.name(), value(read(member.component(), value)));
        }
        return object.build();
    }

    static JsonValue value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonValue.NULL;
            case JsonValue json -> json;
            case String text -> Json.createValue(text);
            case Integer number -> Json.createValue(number);
            case Long number -> Json.createValue(number);
            case Double number -> Json.createValue(number);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Instant instant -> Json.createValue(TIMESTAMP.format(instant));
            case UUID id -> Json.createValue(id.toString());
            case Record inner -> object(inner);
            case Map<?, ?> map -> object(map);
            case Collection<?> list -> array(list);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    private static JsonObject object(Map<?, ?> map) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        map.forEach((name, value) -> object.add(String.valueOf(name), value(value)));
        return object.build();
    }

    private static JsonValue array(Collection<?> list) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        list.forEach(item -> array.add(value(item)));
        return array.build();
    }

    static String member(String component) {
        return JAVA_WORDS.contains(component)
                ? component.substring(0, component.length() - 1)
                : component.replaceAll("(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A wire record hides " + component.getName(), e);
        }
    }
}
