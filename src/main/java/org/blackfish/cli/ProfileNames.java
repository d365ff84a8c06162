package org.blackfish.cli;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of profiles, as the server has them. */
final class ProfileNames {
    private ProfileNames() {}

    static List<String> all(Rest server) {
        return profiles(server).stream()
                .map(profile -> Members.text(profile, "name"))
                .toList();
    }

    /** The named one, else the default one by the rule of {@code profiles.cfg}: flagged, called so, or the first. */
    static String orDefault(Rest server, @Nullable String name) {
        if (name != null) {
            return name;
        }
        List<JsonObject> all = profiles(server);
        return all.stream()
                .filter(profile -> Members.text(profile, "default").equals("true"))
                .findFirst()
                .or(() -> all.stream()
                        .filter(profile -> Members.text(profile, "name").equals("default"))
                        .findFirst())
                .or(() -> all.stream().findFirst())
                .map(profile -> Members.text(profile, "name"))
                .orElseThrow(() -> Failure.refused("There is no profile yet; add one with \"blackfish profile add\"."));
    }

    private static List<JsonObject> profiles(Rest server) {
        return server.ask(Call.get("api/profiles")).list();
    }
}
