package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Personal tokens as a script's owner makes them. */
final class PersonalTokens {
    private PersonalTokens() {}

    static JsonObject issue(Server server, String name, String scope, @Nullable Instant expiry) {
        var asked = Json.createObjectBuilder()
                .add("name", name)
                .add("scopes", Json.createArrayBuilder().add(scope));
        if (expiry != null) {
            asked.add("expires_at", expiry.toString());
        }
        HttpResponse<String> answer = server.post("/api/tokens", asked.build().toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Server.parse(answer.body()).asJsonObject();
    }
}
