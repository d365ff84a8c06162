package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.blackfish.cache.ImageCare;
import org.blackfish.image.ImagePlace;
import org.blackfish.image.PinnedImages;
import org.blackfish.image.Pull;
import org.blackfish.image.PullOrder;
import org.blackfish.image.Pulls;
import org.blackfish.image.StagedImages;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.wire.CheckView;
import org.blackfish.wire.ImagesView;
import org.blackfish.wire.PullFacts;
import org.blackfish.wire.StagedImageView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Images of a profile: what is needed and there, pulls, checks and removal. The query names profile and place. */
@Path("admin/images")
@Tag(name = "Admin: images")
@APIResponse(responseCode = "default", ref = "problem")
@AdminOnly
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminImagesResource {
    private static final int ACCEPTED = 202;

    private final Profiles profiles;
    private final PinnedImages pinned;
    private final Pulls pulls;
    private final ImageCare care;

    @Inject
    AdminImagesResource(Profiles profiles, PinnedImages pinned, Pulls pulls, ImageCare care) {
        this.profiles = profiles;
        this.pinned = pinned;
        this.pulls = pulls;
        this.care = care;
    }

    @GET
    @Operation(operationId = "listImages", summary = "Images: needed, staged, and being pulled")
    @Parameter(name = "profile", ref = "profile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ImagesView.class)))
    public Response list(@Context UriInfo address) {
        Profile profile = profile(address);
        return Answers.ok(ImageRendering.view(profile.name(), care.look(profile)));
    }

    /** 202; the pull goes on by itself and is watched at the location or by {@code image} events. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "pullImage", summary = "Pull an image")
    @Parameter(name = "profile", ref = "profile")
    @RequestBody(ref = "pull")
    @APIResponse(
            responseCode = "202",
            description = "It goes on by itself; watch it at Location",
            content = @Content(schema = @Schema(implementation = PullFacts.class)))
    public Response pull(byte[] body, @Context UriInfo address) {
        Profile profile = profile(address);
        JsonFields fields = new JsonFields(JsonBody.object(body));
        PullOrder order = new PullRequest(fields, pinned.all(profile), pinned.rules(profile)).order();
        Pull pull = pulls.start(profile, order);
        Object view = Answers.naming(fields.unknown(), ImageRendering.view(pull));
        return accepted(address, profile, "pulls/" + pull.file(), order.place(), view);
    }

    @GET
    @Path("pulls/{file}")
    @Operation(operationId = "getPull", summary = "A pull")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "place", ref = "place")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = PullFacts.class)))
    public Response pull(@PathParam("file") @Parameter(ref = "imageFile") String file, @Context UriInfo address) {
        return Answers.ok(ImageRendering.view(pulls.get(profile(address), place(address), file)));
    }

    /** Cancels a pull that goes on, and forgets one that has ended. */
    @DELETE
    @Filters({"profile", "place"})
    @Path("pulls/{file}")
    @Operation(operationId = "cancelPull", summary = "Cancel a pull that goes on, forget one that has ended")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "place", ref = "place")
    @APIResponse(
            responseCode = "202",
            description = "Noted",
            content = @Content(schema = @Schema(implementation = PullFacts.class)))
    public Response cancel(@PathParam("file") @Parameter(ref = "imageFile") String file, @Context UriInfo address) {
        pulls.cancel(profile(address), place(address), file);
        return Answers.status(ACCEPTED, ImageRendering.view(pulls.get(profile(address), place(address), file)));
    }

    @GET
    @Path("{file}")
    @Operation(operationId = "getImage", summary = "A staged image")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "place", ref = "place")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = StagedImageView.class)))
    public Response get(@PathParam("file") @Parameter(ref = "imageFile") String file, @Context UriInfo address) {
        return Answers.ok(ImageRendering.view(care.get(profile(address), place(address), file)));
    }

    /** 202; the steps are read at the location, and each is an {@code image} event. */
    @POST
    @Path("{file}/verify")
    @Operation(operationId = "verifyImage", summary = "Check a staged image")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "place", ref = "place")
    @APIResponse(
            responseCode = "202",
            description = "It goes on by itself; watch it at Location",
            content = @Content(schema = @Schema(implementation = CheckView.class)))
    public Response verify(
            @PathParam("file") @Parameter(ref = "imageFile") String file, byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body);
        Profile profile = profile(address);
        ImagePlace place = place(address);
        Object view = Answers.naming(ignored, ImageRendering.view(care.check(profile, place, file)));
        return accepted(address, profile, file, place, view);
    }

    @DELETE
    @Filters({"profile", "place", "force"})
    @Path("{file}")
    @Operation(operationId = "removeImage", summary = "Remove a staged image")
    @Parameter(name = "profile", ref = "profile")
    @Parameter(name = "place", ref = "place")
    @Parameter(name = "force", ref = "force")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response remove(@PathParam("file") @Parameter(ref = "imageFile") String file, @Context UriInfo address) {
        boolean sure = new Query(address.getQueryParameters()).flag("force");
        care.remove(profile(address), place(address), file, sure);
        return Response.noContent().build();
    }

    private static Response accepted(UriInfo address, Profile profile, String path, ImagePlace place, Object view) {
        String location = address.getBaseUriBuilder()
                .path("admin/images")
                .path(path)
                .queryParam("profile", profile.name())
                .queryParam("place", place.word())
                .build()
                .toString();
        return Response.status(ACCEPTED)
                .type(MediaType.APPLICATION_JSON)
                .header("Location", location)
                .entity(Answers.json(view))
                .build();
    }

    private Profile profile(UriInfo address) {
        String name = new Query(address.getQueryParameters()).text("profile");
        return name == null ? profiles.getDefault() : profiles.get(name);
    }

    private static ImagePlace place(UriInfo address) {
        return StagedImages.place(new Query(address.getQueryParameters()).text("place"));
    }
}
