package org.blackfish.api;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.blackfish.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object by their types. Wrong ones are noted and read as absent, so that all can be told at once;
 * those nobody asked for are found afterwards. An explicit null counts as absent.
 */
final class JsonFields {
    private static final System.Logger LOG = System.getLogger("org.blackfish.api");
    private static final int LONGEST_SHOWN = 80;

    private final String prefix;
    private final JsonObject object;
    private final Map<String, String> wrong;
    private final Set<String> asked = new HashSet<>();

    JsonFields(JsonObject object) {
        this("", object, new LinkedHashMap<>());
    }

    private JsonFields(String prefix, JsonObject object, Map<String, String> wrong) {
        this.prefix = prefix;
        this.object = object;
        this.wrong = wrong;
    }

    @Nullable
    String text(String name) {
        JsonValue value = value(name);
        if (value instanceof JsonString string) {
            return string.getString();
        }
        note(name, "a text", value);
        return null;
    }

    /** As {@link #text}; an absent one is noted, and read as the empty text. */
    String neededText(String name) {
        if (value(name) == null) {
            wrong(name, "The field " + prefix + name + " is missing; give a text.");
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    /** A whole number in the range of an int. */
    @Nullable
    Integer whole(String name) {
        JsonValue value = value(name);
        if (value instanceof JsonNumber number && isWhole(number)) {
            return number.bigDecimalValue().intValueExact();
        }
        note(name, "a whole number of at most 9 digits", value);
        return null;
    }

    @Nullable
    Double number(String name) {
        JsonValue value = value(name);
        if (value instanceof JsonNumber number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        note(name, "a number", value);
        return null;
    }

    /** Absent is false. */
    boolean flag(String name) {
        JsonValue value = value(name);
        if (value != null && value.getValueType() != ValueType.TRUE && value.getValueType() != ValueType.FALSE) {
            mistyped(name, "true or false", value);
        }
        return value != null && value.getValueType() == ValueType.TRUE;
    }

    /** Absent is empty. */
    List<String> texts(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value.getValueType() != ValueType.ARRAY
                || !value.asJsonArray().stream().allMatch(JsonString.class::isInstance)) {
            mistyped(name, "a list of texts", value);
            return List.of();
        }
        value.asJsonArray().forEach(item -> texts.add(((JsonString) item).getString()));
        return texts;
    }

    /** The members of an object of texts; absent is empty. */
    Map<String, String> textMembers(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(value instanceof JsonObject object) || !object.values().stream().allMatch(JsonString.class::isInstance)) {
            mistyped(name, "an object of texts", value);
            return Map.of();
        }
        object.forEach((key, text) -> texts.put(key, ((JsonString) text).getString()));
        return texts;
    }

    /** A nested object, whose complaints are collected here; absent is an empty one. */
    JsonFields nested(String name) {
        JsonValue value = value(name);
        if (value != null && value.getValueType() != ValueType.OBJECT) {
            mistyped(name, "an object", value);
        }
        JsonObject inner = value instanceof JsonObject found ? found : JsonValue.EMPTY_JSON_OBJECT;
        return new JsonFields(prefix + name + ".", inner, wrong);
    }

    /** The value as it is, null when absent. */
    @Nullable
    JsonValue value(String name) {
        asked.add(name);
        JsonValue value = object.get(name);
        return value == null || value.getValueType() == ValueType.NULL ? null : value;
    }

    /** Marks members as known although nothing of ours reads them. */
    void know(String... names) {
        asked.addAll(List.of(names));
    }

    void wrong(String name, String sentence) {
        wrong.putIfAbsent(prefix + name, sentence);
    }

    void mistyped(String name, String wanted, JsonValue value) {
        wrong(name, "The field " + prefix + name + " must be " + wanted + ", but is " + what(value) + ".");
    }

    /** What {@code reading} makes of members; null when it finds them wrong, which is noted. */
    <T> @Nullable T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidInput e) {
            e.fields().forEach(this::wrong);
            return null;
        }
    }

    /** The members that nobody asked for, with the path to them. */
    List<String> unknown() {
        return object.keySet().stream()
                .filter(name -> !asked.contains(name))
                .map(name -> prefix + shown(name))
                .toList();
    }

    /** A sentence for each field that was noted. */
    Map<String, String> complaints() {
        return Collections.unmodifiableMap(wrong);
    }

    /** Throws {@link InvalidInput} with everything noted, if anything was. */
    void complain() {
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
    }

    /** As {@link #complain} once all was read; members that nobody asked for are answered, and named in the log. */
    List<String> complete() {
        complain();
        List<String> unknown = unknown();
        if (!unknown.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "A request had members that nothing knows: {0}", unknown);
        }
        return unknown;
    }

    /** What a body has whose operation asks for nothing but, from older clients, {@code known}. */
    static List<String> ignored(byte[] body, String... known) {
        JsonFields fields = new JsonFields(JsonBody.objectOrNothing(body));
        fields.know(known);
        return fields.complete();
    }

    static String what(JsonValue value) {
        return switch (value.getValueType()) {
            case STRING -> "the text \"" + shown(((JsonString) value).getString()) + "\"";
            case NUMBER -> "the number " + shown(value.toString());
            case TRUE, FALSE -> "the word " + value;
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL -> "null";
        };
    }

    /** Made fit to be shown in a sentence: no control characters, not too long. */
    static String shown(String text) {
        String clean = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return clean.length() <= LONGEST_SHOWN ? clean : clean.substring(0, LONGEST_SHOWN) + "…";
    }

    private void note(String name, String wanted, @Nullable JsonValue value) {
        if (value != null) {
            mistyped(name, wanted, value);
        }
    }

    /** Up to 9 digits; exponents are looked at first, since writing 1e999999999 out would take the memory. */
    private static boolean isWhole(JsonNumber number) {
        BigDecimal value = number.bigDecimalValue();
        return value.precision() - (long) value.scale() <= 9
                && value.scale() < 100
                && value.stripTrailingZeros().scale() <= 0;
    }
}
