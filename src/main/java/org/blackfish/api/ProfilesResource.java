package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.tier.Tiers;
import org.blackfish.wire.LocalProfileView;
import org.blackfish.wire.ResourcesView;
import org.blackfish.wire.SlurmProfileView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Profiles as {@code profiles.cfg} has them; changing them is not offered yet. */
@Path("profiles")
@Tag(name = "Profiles")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProfilesResource {
    private static final String CHANGING = "Changing profiles";

    private final Profiles profiles;
    private final Tiers tiers;

    @Inject
    ProfilesResource(Profiles profiles, Tiers tiers) {
        this.profiles = profiles;
        this.tiers = tiers;
    }

    @GET
    @Operation(operationId = "listProfiles", summary = "Profiles in the order of profiles.cfg")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = SlurmProfileView.class)))
    public Response list(@Context UriInfo address, @Context Request request) {
        return Answers.list(profiles.all(), ProfilesResource::view, new Query(address.getQueryParameters()), request);
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "getProfile", summary = "One profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = SlurmProfileView.class)))
    public Response get(@PathParam("name") @Parameter(ref = "profileName") String name) {
        return Answers.ok(view(profiles.get(name)));
    }

    /** The tiers in the shape that existing clients read. */
    @GET
    @Path("{name}/resources")
    @Operation(operationId = "getResources", summary = "The tiers in the shape of the Python Blackfish")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ResourcesView.class)))
    public Response resources(@PathParam("name") @Parameter(ref = "profileName") String name) {
        Profile profile = profiles.get(name);
        if (profile instanceof LocalProfile) {
            throw new UnknownItem(
                    "resources", name, "The profile \"" + name + "\" runs without Slurm, so it has no resource tiers.");
        }
        return Answers.ok(TierRendering.legacy(tiers.of(profile).file()));
    }

    @POST
    @Operation(hidden = true)
    public Response add() {
        throw LaterResource.notYet(CHANGING);
    }

    @PUT
    @Path("{name}")
    @Operation(hidden = true)
    public Response replace() {
        throw LaterResource.notYet(CHANGING);
    }

    @DELETE
    @Path("{name}")
    @Operation(hidden = true)
    public Response delete() {
        throw LaterResource.notYet(CHANGING);
    }

    @PUT
    @Path("{name}/{verb: default|rename|repair}")
    @Operation(hidden = true)
    public Response change() {
        throw LaterResource.notYet(CHANGING);
    }

    static Object view(Profile profile) {
        String home = profile.homeDirectory().toString();
        String cache = profile.cacheDirectory().toString();
        return switch (profile) {
            case SlurmProfile slurm ->
                new SlurmProfileView(slurm.name(), slurm.host(), slurm.user(), home, cache, "slurm", slurm.isDefault());
            case LocalProfile local -> new LocalProfileView(local.name(), home, cache, "local", local.isDefault());
        };
    }
}
