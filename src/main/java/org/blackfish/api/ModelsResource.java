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
import org.blackfish.cache.ModelCare;
import org.blackfish.cache.ModelUpdate;
import org.blackfish.cache.ModelUpdates;
import org.blackfish.model.Catalogue;
import org.blackfish.model.CatalogueEntry;
import org.blackfish.model.CatalogueFilter;
import org.blackfish.model.Library;
import org.blackfish.model.Stock;
import org.blackfish.problem.AccessRefused;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.wire.ModelRemovalView;
import org.blackfish.wire.ModelUpdateView;
import org.blackfish.wire.ModelView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The catalogue of models: what lies on disk at this moment, by repository. */
@Path("models")
@Tag(name = "Models")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Profiles profiles;
    private final Library library;
    private final Catalogue catalogue;
    private final ModelCare care;
    private final ModelUpdates updates;

    @Inject
    ModelsResource(Profiles profiles, Library library, Catalogue catalogue, ModelCare care, ModelUpdates updates) {
        this.profiles = profiles;
        this.library = library;
        this.catalogue = catalogue;
        this.care = care;
        this.updates = updates;
    }

    /** Without a profile those of every profile of this machine; {@code refresh} is accepted, every look is fresh. */
    @GET
    @Operation(operationId = "listModels", summary = "Models on disk")
    @Parameter(name = "modelsOf", ref = "modelsOf")
    @Parameter(name = "modelImage", ref = "modelImage")
    @Parameter(name = "repository", ref = "repository")
    @Parameter(name = "revision", ref = "revision")
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
        List<Profile> asked = asked(query.text("profile"));
        CatalogueFilter filter = new CatalogueFilter(
                asked.stream().map(Profile::name).toList(),
                query.text("image"),
                query.text("repo_id"),
                query.text("revision"));
        int offset = query.offset();
        int limit = query.limit();
        List<CatalogueEntry> page = catalogue.list(filter, offset, limit);
        boolean whole = offset == 0 && page.size() < limit;
        return Answers.page(page, whole ? page.size() : catalogue.count(filter), ModelRendering::view, request);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getModel", summary = "One model on disk")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ModelView.class)))
    public Response get(@PathParam("id") @Parameter(ref = "model") String id) {
        CatalogueEntry entry = catalogue.get(Query.id(id));
        library.look(profiles.get(entry.profile()));
        return Answers.ok(ModelRendering.view(catalogue.get(entry.id())));
    }

    /** What a client has put on disk; 201 also when it is known already. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addModel", summary = "Tell the catalogue of a model that a client has put on disk")
    @RequestBody(ref = "model")
    @APIResponse(
            responseCode = "201",
            description = "Known; Location is its address",
            content = @Content(schema = @Schema(implementation = ModelView.class)))
    public Response add(byte[] body, @Context UriInfo address) {
        ModelRequest asked = ModelRequest.read(JsonBody.object(body));
        CatalogueEntry entry = library.add(profiles.get(asked.profile()), asked.repo(), asked.revision(), asked.told());
        return Answers.created(
                Answers.naming(asked.ignored(), ModelRendering.view(entry)),
                address.getAbsolutePathBuilder()
                        .path(entry.id().toString())
                        .build()
                        .toString());
    }

    /** Whether the hub has a newer revision and, unless {@code check_only}, 202 and the beginning of its download. */
    @PUT
    @Path("{id}")
    @Operation(operationId = "updateModel", summary = "Look for a newer revision on the hub and fetch it")
    @Parameter(name = "checkOnly", ref = "checkOnly")
    @RequestBody(ref = "nothing")
    @APIResponse(
            responseCode = "200",
            description = "What the hub has",
            content = @Content(schema = @Schema(implementation = ModelUpdateView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Its download has begun; Location is its address",
            content = @Content(schema = @Schema(implementation = ModelUpdateView.class)))
    public Response update(
            @PathParam("id") @Parameter(ref = "model") String id, byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body);
        boolean checkOnly = new Query(address.getQueryParameters()).flag("check_only");
        ModelUpdate answer = checkOnly ? updates.check(Query.id(id)) : updates.update(Query.id(id));
        Response.ResponseBuilder response = Response.status(answer.download().isPresent() ? ACCEPTED : OK);
        answer.download()
                .ifPresent(download -> response.header(
                        "Location",
                        address.getBaseUriBuilder()
                                .path("models/downloads/" + download)
                                .build()));
        return response.type(MediaType.APPLICATION_JSON)
                .entity(Answers.json(Answers.naming(ignored, ModelRendering.view(answer))))
                .build();
    }

    /** By query; the shared folder's are left alone unless {@code place=shared} asks for them. */
    @DELETE
    @Filters({"repo_id", "profile", "revision", "place"})
    @Operation(operationId = "deleteModels", summary = "Remove models from the disk by a query")
    @Parameter(name = "modelsOf", ref = "modelsOf")
    @Parameter(name = "repository", ref = "repository")
    @Parameter(name = "revision", ref = "revision")
    @Parameter(name = "modelPlace", ref = "modelPlace")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ModelRemovalView.class)))
    public Response delete(@Context UriInfo address) {
        return Answers.ok(new ModelRemovals(profiles, library, catalogue, care)
                .carryOut(new Query(address.getQueryParameters())));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteModel", summary = "Remove one model from the disk")
    @APIResponse(responseCode = "204", description = "Removed")
    public Response delete(@PathParam("id") @Parameter(ref = "model") String id) {
        care.remove(Query.id(id));
        return Response.noContent().build();
    }

    /** Brought in step first; with a name, an empty list must not stand for folders that may not be read. */
    private List<Profile> asked(@Nullable String name) {
        if (name == null) {
            List<Profile> here = here(profiles);
            here.forEach(library::look);
            return here;
        }
        Profile profile = profiles.get(name);
        Stock found = library.look(profile);
        if (found.closed() && found.copies().isEmpty()) {
            throw new AccessRefused(profile.cacheDirectory().toString(), String.join(" ", found.problems()));
        }
        return List.of(profile);
    }

    static List<Profile> here(Profiles profiles) {
        return profiles.all().stream().filter(Profile::isHere).toList();
    }
}
