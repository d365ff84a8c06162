package org.blackfish.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tier file as an admin sends it, with the account that a rehearsal runs under.
 *
 * @param ignored names members of the body that nothing knew
 */
record TierRequest(String yaml, @Nullable String account, List<String> ignored) {
    TierRequest {
        ignored = List.copyOf(ignored);
    }

    static TierRequest read(byte[] body) {
        JsonFields fields = new JsonFields(JsonBody.object(body));
        String yaml = fields.neededText("yaml");
        String account = fields.text("account");
        return new TierRequest(yaml, account, fields.complete());
    }
}
