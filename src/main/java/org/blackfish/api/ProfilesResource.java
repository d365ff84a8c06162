package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.ProfileDesk;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.tier.Tiers;
import org.blackfish.wire.DoneView;
import org.blackfish.wire.LocalProfileView;
import org.blackfish.wire.ProfileCheckView;
import org.blackfish.wire.ProfileRepairView;
import org.blackfish.wire.ResourcesView;
import org.blackfish.wire.SlurmProfileView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Profiles as {@code profiles.cfg} has them, and their changes. */
@Path("profiles")
@Tag(name = "Profiles")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProfilesResource {
    private final Profiles profiles;
    private final ProfileDesk desk;
    private final ProfileLook look;
    private final Tiers tiers;

    @Inject
    ProfilesResource(Profiles profiles, ProfileDesk desk, ProfileLook look, Tiers tiers) {
        this.profiles = profiles;
        this.desk = desk;
        this.look = look;
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
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addProfile",
            summary = "Add a profile",
            description = "Makes its home_dir and looks at its cache_dir, which is never made.")
    @RequestBody(ref = "profile")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = SlurmProfileView.class)))
    public Response add(byte[] body, @Context UriInfo address) {
        ProfileRequest asked = ProfileRequest.read(JsonBody.object(body), null);
        Profile profile = desk.add(asked.order());
        return Answers.created(
                Answers.naming(asked.ignored(), view(profile)),
                address.getBaseUri().getPath() + "profiles/" + profile.name());
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeProfile", summary = "Change a profile; whether it is the default stays")
    @RequestBody(ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = SlurmProfileView.class)))
    public Response replace(@PathParam("name") @Parameter(ref = "changedProfile") String name, byte[] body) {
        profiles.get(name);
        ProfileRequest asked = ProfileRequest.read(JsonBody.object(body), name);
        return Answers.ok(Answers.naming(asked.ignored(), view(desk.update(name, asked.order()))));
    }

    @DELETE
    @Filters("force")
    @Path("{name}")
    @Operation(
            operationId = "removeProfile",
            summary = "Remove a profile from profiles.cfg",
            description = "Its files and services stay. The default one needs force=true.")
    @Parameter(name = "forceDefault", ref = "forceDefault")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = DoneView.class)))
    public Response delete(
            @PathParam("name") @Parameter(ref = "changedProfile") String name, @Context UriInfo address) {
        Query query = new Query(address.getQueryParameters());
        desk.remove(name, query.flag("force"));
        return Answers.ok(new DoneView("ok", "The profile \"" + name + "\" is removed; its files and services stay."));
    }

    @PUT
    @Path("{name}/default")
    @Operation(operationId = "makeDefault", summary = "Make a profile the default one")
    @RequestBody(ref = "nothing")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = SlurmProfileView.class)))
    public Response makeDefault(@PathParam("name") @Parameter(ref = "changedProfile") String name, byte[] body) {
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, view(desk.makeDefault(name))));
    }

    @PUT
    @Path("{name}/rename")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "renameProfile", summary = "Give a profile another name; its services follow")
    @RequestBody(ref = "newName")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = SlurmProfileView.class)))
    public Response rename(@PathParam("name") @Parameter(ref = "changedProfile") String name, byte[] body) {
        JsonFields fields = new JsonFields(JsonBody.object(body));
        String wanted = fields.neededText("new_name");
        List<String> ignored = fields.complete();
        return Answers.ok(Answers.naming(ignored, view(desk.rename(name, wanted))));
    }

    @PUT
    @Path("{name}/repair")
    @Operation(
            operationId = "repairProfile",
            summary = "Make the folders of a profile and look at all that it needs on its host")
    @RequestBody(ref = "nothing")
    @Parameter(name = "forceRepair", ref = "forceRepair")
    @APIResponse(
            responseCode = "200",
            description = "What was looked at, each with a sentence",
            content = @Content(schema = @Schema(implementation = ProfileRepairView.class)))
    public Response repair(
            @PathParam("name") @Parameter(ref = "changedProfile") String name, byte[] body, @Context UriInfo address) {
        Query query = new Query(address.getQueryParameters());
        query.flag("force");
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, repaired(profiles.get(name))));
    }

    @Path("{name}/upgrade")
    @Operation(hidden = true)
    public Object upgrade() {
        throw LaterResource.notYet("Upgrading a profile");
    }

    private ProfileRepairView repaired(Profile profile) {
        if (!(profile instanceof SlurmProfile slurm)) {
            throw new InvalidInput(
                    "name",
                    "The profile \"" + profile.name() + "\" runs without Slurm; only Slurm profiles are repaired.");
        }
        List<ProfileCheckView> looked = look.of(slurm).stream()
                .map(check -> new ProfileCheckView(check.name(), check.good(), check.sentence()))
                .toList();
        return new ProfileRepairView(
                slurm.name(),
                slurm.host(),
                slurm.user(),
                slurm.homeDirectory().toString(),
                slurm.cacheDirectory().toString(),
                "slurm",
                slurm.isDefault(),
                looked.stream().allMatch(ProfileCheckView::ok),
                looked);
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
