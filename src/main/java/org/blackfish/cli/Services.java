package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The server's services, as commands ask for them. */
final class Services {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Rest server;

    Services(Rest server) {
        this.server = server;
    }

    List<JsonObject> all(Map<String, String> filters) {
        Map<String, String> query = new LinkedHashMap<>(filters);
        query.put("refresh", "true");
        query.put("include", "live");
        return server.ask(Call.get("api/services" + Members.query(query))).list();
    }

    /** The id that a person means; a whole one is not looked up. */
    String id(String wanted) {
        return ID.matcher(wanted).matches() ? wanted : Members.text(Pick.service(all(Map.of()), wanted), "id");
    }

    JsonObject get(String id) {
        return server.ask(Call.get("api/services/" + id + "?refresh=true&include=live"))
                .object();
    }

    JsonObject stop(String id) {
        return server.ask(Call.put(
                        "api/services/" + id + "/stop", Members.builder().build()))
                .object();
    }

    Rest server() {
        return server;
    }
}
