package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.blackfish.model.Models;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.tier.Choice;
import org.blackfish.tier.TierChoice;
import org.blackfish.tier.Tiers;
import org.blackfish.wire.ChoiceView;
import org.blackfish.wire.TiersView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tiers of a profile, and which of them a model would get. */
@Path("tiers")
@Tag(name = "Tiers")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class TiersResource {
    private final Profiles profiles;
    private final Tiers tiers;
    private final Models models;

    @Inject
    TiersResource(Profiles profiles, Tiers tiers, Models models) {
        this.profiles = profiles;
        this.tiers = tiers;
        this.models = models;
    }

    @GET
    @Operation(operationId = "getTiers", summary = "The tiers of a profile")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = TiersView.class)))
    public Response tiers(@Context UriInfo address) {
        Profile profile = profile(new Query(address.getQueryParameters()).text("profile"));
        return Answers.ok(TierRendering.view(profile.name(), tiers.of(profile)));
    }

    /** Without {@code size_gb} the size of the model on disk counts, if it is there. */
    @POST
    @Path("choose")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "chooseTier", summary = "Which tier a model would get")
    @RequestBody(ref = "choose")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ChoiceView.class)))
    public Response choose(byte[] body) {
        JsonFields fields = new JsonFields(JsonBody.object(body));
        String repo = fields.neededText("repo_id");
        Double size = fields.number("size_gb");
        String partition = fields.text("partition");
        String name = fields.text("profile");
        if (size != null && size < 0) {
            fields.wrong("size_gb", "The size_gb is " + size + "; give decimal GB from 0 up, or leave it out.");
        }
        List<String> ignored = fields.complete();
        Profile profile = profile(name);
        Double known = size == null ? sizeOnDisk(profile, repo) : size;
        Choice choice = TierChoice.forLaunch(tiers.of(profile).file(), repo, known, partition);
        return Answers.ok(Answers.naming(ignored, TierRendering.choice(choice)));
    }

    private Profile profile(@Nullable String name) {
        return name == null ? profiles.getDefault() : profiles.get(name);
    }

    private @Nullable Double sizeOnDisk(Profile profile, String repo) {
        try {
            return models.get(profile, repo, null).sizeGb();
        } catch (UnknownItem | WrongState | InvalidInput e) {
            // A model that is not, or not wholly, on disk has no known size; the choice then says so.
            return null;
        }
    }
}
