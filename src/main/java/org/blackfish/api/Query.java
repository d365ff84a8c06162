package org.blackfish.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.blackfish.problem.InvalidInput;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.Status;
import org.jspecify.annotations.Nullable;

/** The query of a request, read by type; malformed values are {@link InvalidInput}, unknown names are nobody's. */
final class Query {
    private static final Set<String> YES = Set.of("true", "1");
    private static final Set<String> NO = Set.of("false", "0", "");

    private final MultivaluedMap<String, String> values;

    Query(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /** Null when absent or empty. */
    @Nullable
    String text(String name) {
        String value = values.getFirst(name);
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInput(name, "The value of " + name + " holds a control character; remove it.");
        }
        return value == null || value.isEmpty() ? null : value;
    }

    /** {@code true True 1} and {@code false False 0}; absent is false. */
    boolean flag(String name) {
        String value = values.getFirst(name);
        String word = value == null ? "" : value.toLowerCase(Locale.ROOT);
        if (!YES.contains(word) && !NO.contains(word)) {
            throw wrong(name, word, "true or false");
        }
        return YES.contains(word);
    }

    /** Whether {@code include=live} asks for more than the 27 members. */
    boolean live() {
        String include = text("include");
        if (include != null && !include.equals("live")) {
            throw wrong("include", include, "live");
        }
        return include != null;
    }

    /** A whole number from {@code least} to {@code most}; the fallback when absent. */
    long number(String name, long fallback, long least, long most) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        if (!value.matches("\\d{1,18}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
            throw wrong(name, value, "a whole number from " + least + " to " + most);
        }
        return Long.parseLong(value);
    }

    /** How many of a list are left out at its beginning. */
    int offset() {
        return (int) number("offset", 0, 0, Integer.MAX_VALUE);
    }

    /** How many of a list are wanted at most; all without it. */
    int limit() {
        return (int) number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    }

    boolean has(String name) {
        return text(name) != null;
    }

    /** Which services are meant; every malformed value is named at once. */
    ServiceFilter filter() {
        Map<String, String> wrong = new LinkedHashMap<>();
        ServiceFilter filter = new ServiceFilter(
                checked("id", Query::id, wrong),
                checked("image", text -> text, wrong),
                checked("model", text -> text, wrong),
                checked("status", Query::status, wrong),
                checked("port", Query::port, wrong),
                checked("name", text -> text, wrong),
                checked("profile", text -> text, wrong));
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
        return filter;
    }

    /** Refuses any other name, and a name without a value, for a request that deletes. */
    void requireOnly(Set<String> filters) {
        Map<String, String> wrong = new LinkedHashMap<>();
        values.forEach((name, given) -> {
            if (!filters.contains(name)) {
                wrong.put(
                        JsonFields.shown(name),
                        "There is no filter \"" + JsonFields.shown(name) + "\", so nothing was deleted; "
                                + (filters.isEmpty()
                                        ? "leave it out."
                                        : "there are: " + String.join(", ", filters) + "."));
            } else if (given.size() != 1 || given.getFirst().isEmpty()) {
                wrong.put(name, "The filter " + name + " needs exactly one value; nothing was deleted.");
            }
        });
        if (!wrong.isEmpty()) {
            throw new InvalidInput(wrong);
        }
    }

    /** A service's id with or without dashes; {@link InvalidInput} (field {@code id}) for other text. */
    static UUID id(String text) {
        String hex = text.replace("-", "");
        boolean dashed = text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        if (!dashed && !text.matches("[0-9a-fA-F]{32}")) {
            throw wrong("id", text, "an id of 32 hexadecimal digits, with or without dashes");
        }
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    /** {@link InvalidInput} (field {@code status}) names the statuses there are. */
    static Status status(String text) {
        return Status.of(text)
                .orElseThrow(() -> wrong(
                        "status",
                        text,
                        "one of "
                                + Arrays.stream(Status.values())
                                        .map(Status::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static Integer port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw wrong("port", text, "a port number");
        }
        return Integer.valueOf(text);
    }

    private <T> @Nullable T checked(String name, Function<String, T> reading, Map<String, String> wrong) {
        try {
            String text = text(name);
            return text == null ? null : reading.apply(text);
        } catch (InvalidInput e) {
            wrong.putAll(e.fields());
            return null;
        }
    }

    private static InvalidInput wrong(String name, String value, String wanted) {
        return new InvalidInput(
                name, "The value \"" + JsonFields.shown(value) + "\" of " + name + " is not " + wanted + ".");
    }
}
