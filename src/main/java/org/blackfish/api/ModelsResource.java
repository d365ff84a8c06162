package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.blackfish.model.Inventory;
import org.blackfish.model.Models;
import org.blackfish.problem.AccessRefused;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.wire.ModelView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Models as they lie on disk; fetching and removing them is not offered yet. */
@Path("models")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final Comparator<ModelView> BY_REPOSITORY =
            Comparator.comparing(model -> model.repo().toLowerCase(Locale.ROOT));

    private final Profiles profiles;
    private final Models models;

    @Inject
    ModelsResource(Profiles profiles, Models models) {
        this.profiles = profiles;
        this.models = models;
    }

    /** Without a profile those of every profile of this machine; {@code refresh} is accepted, every look is fresh. */
    @GET
    @Operation(operationId = "listModels", summary = "Models on disk")
    @Parameter(name = "modelsOf", ref = "modelsOf")
    @Parameter(name = "modelImage", ref = "modelImage")
    @Parameter(name = "refresh", ref = "refresh")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ModelView.class)))
    public Response list(@Context UriInfo address, @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        query.flag("refresh");
        String image = query.text("image");
        List<ModelView> found = new ArrayList<>();
        for (Profile profile : asked(query.text("profile"))) {
            for (var model : models.inventory(profile).models()) {
                found.add(ModelRendering.view(profile, model));
            }
        }
        found.removeIf(model -> image != null && !ModelRendering.mayBe(model, image));
        found.sort(BY_REPOSITORY);
        return Answers.list(found, model -> model, query, request);
    }

    @POST
    @Operation(hidden = true)
    public Response add() {
        throw LaterResource.notYet("Adding models");
    }

    @DELETE
    @Operation(hidden = true)
    public Response delete() {
        throw LaterResource.notYet("Deleting models");
    }

    @Path("{rest: .+}")
    @Operation(hidden = true)
    public Object later() {
        throw LaterResource.notYet("Downloading and changing single models");
    }

    /** With a name that profile; an empty list must not stand for folders that may not be read. */
    private List<Profile> asked(@Nullable String name) {
        if (name == null) {
            return profiles.all().stream().filter(ModelsResource::isHere).toList();
        }
        Profile profile = profiles.get(name);
        Inventory found = models.inventory(profile);
        if (found.closed() && found.models().isEmpty()) {
            throw new AccessRefused(profile.cacheDirectory().toString(), String.join(" ", found.problems()));
        }
        return List.of(profile);
    }

    private static boolean isHere(Profile profile) {
        return switch (profile) {
            case SlurmProfile slurm -> slurm.isLocalhost();
            case LocalProfile local -> true;
        };
    }
}
