package org.blackfish.cli;

import java.util.List;
import java.util.Map;

/** Filters of services as they are typed; a wrong name must not widen what a command does. */
final class Filters {
    static final List<String> NAMES = List.of("id", "image", "model", "status", "port", "name", "profile");

    private Filters() {}

    static void check(Map<String, String> filters) {
        filters.forEach((name, value) -> {
            if (!NAMES.contains(name)) {
                throw Failure.wrongInput("There is no filter \"" + Plain.line(name) + "\"; filters are "
                        + String.join(", ", NAMES) + ".");
            }
            if (value.isBlank()) {
                throw Failure.wrongInput("The filter " + name + " is empty; give a value or leave it out.");
            }
        });
    }
}
