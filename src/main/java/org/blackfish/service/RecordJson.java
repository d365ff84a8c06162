package org.blackfish.service;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back, members named as the components: text, paths, numbers, times in seconds, records, lists and
 * maps of text. What does not fit is an {@code IllegalArgumentException} or {@code ClassCastException}.
 */
final class RecordJson {
    private RecordJson() {}

    static JsonObjectBuilder write(Record value) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            json.add(component.getName(), written(read(component, value)));
        }
        return json;
    }

    private static JsonValue written(@Nullable Object value) {
        return switch (value) {
            case null -> JsonValue.NULL;
            case String text -> Json.createValue(text);
            case Path path -> Json.createValue(path.toString());
            case Duration time -> Json.createValue(time.toSeconds());
            case Integer number -> Json.createValue(number);
            case Boolean flag -> flag ? JsonValue.TRUE : JsonValue.FALSE;
            case Record inner -> write(inner).build();
            case List<?> list -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                list.forEach(item -> array.add(String.valueOf(item)));
                yield array.build();
            }
            case Map<?, ?> map -> {
                JsonObjectBuilder object = Json.createObjectBuilder();
                map.forEach((name, item) -> object.add(String.valueOf(name), String.valueOf(item)));
                yield object.build();
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    private static @Nullable Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record hides " + component.getName(), e);
        }
    }

    /** A missing or null member is null where the component may be. */
    static <T extends Record> T read(Class<T> type, JsonObject json) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> member(component, json))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("this does not make a " + type.getSimpleName(), e);
        }
    }

    private static @Nullable Object member(RecordComponent component, JsonObject json) {
        JsonValue value = json.getOrDefault(component.getName(), JsonValue.NULL);
        if (!value.equals(JsonValue.NULL)) {
            return parsed(component.getType(), value);
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        throw new IllegalArgumentException(component.getName() + " is missing");
    }

    private static Object parsed(Class<?> type, JsonValue value) {
        if (type == boolean.class) {
            return flag(value);
        }
        if (type == int.class || type == Integer.class) {
            return ((JsonNumber) value).intValueExact();
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(((JsonNumber) value).longValueExact());
        }
        if (type == Path.class) {
            return Path.of(text(value));
        }
        if (type == List.class) {
            return value.asJsonArray().stream().map(RecordJson::text).toList();
        }
        if (type == SortedMap.class) {
            SortedMap<String, String> map = new TreeMap<>();
            value.asJsonObject().forEach((name, item) -> map.put(name, text(item)));
            return map;
        }
        return type.isRecord() ? read(type.asSubclass(Record.class), value.asJsonObject()) : text(value);
    }

    private static boolean flag(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new IllegalArgumentException(value + " is neither true nor false");
        };
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }
}
