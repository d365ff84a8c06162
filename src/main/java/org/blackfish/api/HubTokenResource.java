package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.blackfish.hub.Hub;
import org.blackfish.hub.HubAccount;
import org.blackfish.hub.HubToken;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.ProblemException;
import org.blackfish.settings.Secret;
import org.blackfish.wire.DoneView;
import org.blackfish.wire.HubTokenView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The Hugging Face token, kept where every Hugging Face client finds it; it is never answered. */
@Path("settings/hf_token")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
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
    @Operation(
            operationId = "getHubToken",
            summary = "Whose Hugging Face token is kept; the token itself is never answered")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = HubTokenView.class)))
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
    @Operation(operationId = "saveHubToken", summary = "Keep a Hugging Face token that the hub knows")
    @RequestBody(ref = "hubToken")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = HubTokenView.class)))
    public Response save(byte[] body) {
        JsonFields fields = new JsonFields(JsonBody.object(body));
        String given = fields.neededText("token").strip();
        List<String> ignored = fields.complete();
        Secret candidate = HubToken.checked(given);
        try {
            HubAccount account = hub.whoIs(candidate);
            token.save(candidate);
            return Answers.ok(Answers.naming(ignored, view(account)));
        } catch (AccessRefused wrong) {
            throw new InvalidInput("token", String.valueOf(wrong.getMessage()));
        }
    }

    @DELETE
    @Operation(operationId = "forgetHubToken", summary = "Forget the saved Hugging Face token")
    @APIResponse(
            responseCode = "200",
            description = "Forgotten; the message says if a variable still holds one",
            content = @Content(schema = @Schema(implementation = DoneView.class)))
    public Response forget() {
        token.forget();
        String rest = token.variable()
                .map(name -> "The saved token was removed; the one in the environment variable " + name
                        + " stays in force until Blackfish is started without it.")
                .orElse("The saved token was removed.");
        return Answers.ok(new DoneView("ok", rest));
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
