package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/** Which service a person means by an id, the beginning of one, or a name; pure. */
final class Pick {
    private static final int LISTED = 8;

    private Pick() {}

    /** Throws with the candidates when several fit, or none. */
    static JsonObject service(List<JsonObject> services, String wanted) {
        if (wanted.isBlank()) {
            throw Failure.wrongInput("The service is empty; give its id, the beginning of it, or its name.");
        }
        List<JsonObject> exact = services.stream()
                .filter(service -> Members.text(service, "id").equalsIgnoreCase(wanted))
                .toList();
        return exact.isEmpty() ? byNameOrPrefix(services, wanted) : exact.get(0);
    }

    private static JsonObject byNameOrPrefix(List<JsonObject> services, String wanted) {
        List<JsonObject> named = services.stream()
                .filter(service -> Members.text(service, "name").equals(wanted))
                .toList();
        List<JsonObject> live = named.stream().filter(Pick::isLive).toList();
        if (live.size() == 1) {
            return live.get(0);
        }
        String start = wanted.toLowerCase(java.util.Locale.ROOT);
        List<JsonObject> fitting = !named.isEmpty()
                ? named
                : services.stream()
                        .filter(service -> Members.text(service, "id").startsWith(start))
                        .toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.isEmpty()) {
            throw Failure.refused("There is no service \"" + Plain.line(wanted)
                    + "\"; \"blackfish ls --all\" shows all ids and names.");
        }
        throw Failure.refused("\"" + Plain.line(wanted) + "\" fits " + fitting.size() + " services: "
                + fitting.stream().limit(LISTED).map(Pick::words).collect(Collectors.joining(", "))
                + (fitting.size() > LISTED ? ", …" : "") + "; give more of the id.");
    }

    static boolean isLive(JsonObject service) {
        return !List.of("stopped", "timeout", "failed").contains(Members.text(service, "status"));
    }

    private static String words(JsonObject service) {
        return Plain.line(Members.text(service, "id") + " (" + Members.text(service, "name") + ", "
                + Members.text(service, "status") + ")");
    }
}
