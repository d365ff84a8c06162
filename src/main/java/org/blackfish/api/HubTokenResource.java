package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.blackfish.hub.Hub;
import org.blackfish.hub.HubAccount;
import org.blackfish.hub.HubToken;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Secret;
import org.blackfish.wire.HubTokenView;
import org.jspecify.annotations.Nullable;

/** The Hugging Face token, kept where every Hugging Face client finds it; it is never answered. */
@Path("settings/hf_token")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class HubTokenResource {
    private final Hub hub;
    private final HubToken token;

    @Inject
    HubTokenResource(Hub hub, HubToken token) {
        this.hub = hub;
        this.token = token;
    }

    @GET
    public Response get() {
        if (token.find().isEmpty()) {
            return Answers.ok(none(false, null));
        }
        try {
            return Answers.ok(hub.whoAmI().map(HubTokenResource::view).orElseGet(() -> none(false, null)));
        } catch (AccessRefused wrong) {
            return Answers.ok(none(false, wrong.getMessage()));
        } catch (ProblemException silent) {
            return Answers.ok(none(true, silent.getMessage()));
        }
    }

    /** Saved only when the hub knows it. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Response save(byte[] body) {
        JsonObject object = JsonBody.object(body);
        JsonFields fields = new JsonFields(object);
        String given = fields.neededText("token").strip();
        fields.complain();
        Secret candidate = HubToken.checked(given);
        try {
            HubAccount account = hub.whoIs(candidate);
            token.save(candidate);
            return Answers.ok(view(account));
        } catch (AccessRefused wrong) {
            throw new InvalidInput("token", String.valueOf(wrong.getMessage()));
        }
    }

    @DELETE
    public Response forget() {
        token.forget();
        String rest = token.variable()
                .map(name -> "The saved token was removed; the one in the environment variable " + name
                        + " stays in force until Blackfish is started without it.")
                .orElse("The saved token was removed.");
        return Answers.ok(Map.of("status", "ok", "message", rest));
    }

    private static HubTokenView view(HubAccount account) {
        return new HubTokenView(
                true,
                said(account.name()),
                said(account.fullname()),
                said(account.email()),
                said(account.avatarUrl()),
                said(account.tokenName()),
                said(account.tokenRole()),
                said(account.tokenCreatedAt()),
                null);
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }

    private static HubTokenView none(boolean configured, @Nullable String problem) {
        return new HubTokenView(configured, null, null, null, null, null, null, null, problem);
    }
}
