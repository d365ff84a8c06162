package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.blackfish.cache.CacheCare;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.wire.CacheView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The health of the shared folder, and the two repairs that lose nothing. */
@Path("admin/cache")
@Tag(name = "Admin: shared folder")
@APIResponse(responseCode = "default", ref = "problem")
@AdminOnly
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminCacheResource {
    private final Profiles profiles;
    private final CacheCare care;

    @Inject
    AdminCacheResource(Profiles profiles, CacheCare care) {
        this.profiles = profiles;
        this.care = care;
    }

    @GET
    @Operation(operationId = "lookAtCache", summary = "Room, quota and what is wrong in the shared folder")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = CacheView.class)))
    public Response look(@Context UriInfo address) {
        return Answers.ok(ImageRendering.view(care.look(profile(address))));
    }

    /** Lets everybody read what is ours. */
    @POST
    @Path("share")
    @Operation(operationId = "shareCache", summary = "Let everybody read what is ours")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "Changed")))
    public Response share(byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, Map.of("changed", care.share(profile(address)))));
    }

    /** Removes what broke off and links that lead nowhere. */
    @POST
    @Path("clean")
    @Operation(operationId = "cleanCache", summary = "Remove what broke off and links that lead nowhere")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "Removed")))
    public Response clean(byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body);
        return Answers.ok(Answers.naming(ignored, Map.of("removed", care.clean(profile(address)))));
    }

    private Profile profile(UriInfo address) {
        String name = new Query(address.getQueryParameters()).text("profile");
        return name == null ? profiles.getDefault() : profiles.get(name);
    }
}
