package org.blackfish.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters of services as they are typed; a wrong name must not widen what a command does. */
final class Filters {
    static final List<String> NAMES = List.of("id", "image", "model", "status", "port", "name", "profile");

    private Filters() {}

    /** Each text is one filter or several with commas between them; what is no filter is a {@link Failure}. */
    static Map<String, String> read(List<String> typed) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String text : typed) {
            for (String part : text.split(",", -1)) {
                add(part, filters);
            }
        }
        return filters;
    }

    private static void add(String part, Map<String, String> filters) {
        int at = part.indexOf('=');
        String name = at < 0 ? part : part.substring(0, at);
        String value = at < 0 ? "" : part.substring(at + 1);
        if (name.isBlank()) {
            throw Failure.wrongInput("A filter of --filters is empty; write them as name=value,status=stopped.");
        }
        if (!NAMES.contains(name)) {
            throw Failure.wrongInput(
                    "There is no filter \"" + Plain.line(name) + "\"; filters are " + String.join(", ", NAMES) + ".");
        }
        if (value.isBlank()) {
            throw Failure.wrongInput("The filter " + name + " is empty; give a value or leave it out.");
        }
        if (filters.put(name, value) != null) {
            throw Failure.wrongInput("The filter " + name + " is there twice; give one value.");
        }
    }
}
