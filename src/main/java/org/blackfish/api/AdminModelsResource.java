package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import org.blackfish.cache.Publication;
import org.blackfish.cache.Publications;
import org.blackfish.wire.PublicationView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** From a home into the shared folder, for those who may write that of the model's own profile. */
@Path("admin/models/{id}/publish")
@Tag(name = "Admin: shared folder")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminModelsResource {
    private static final int ACCEPTED = 202;

    private final Publications publications;

    @Inject
    AdminModelsResource(Publications publications) {
        this.publications = publications;
    }

    /** 202; it is watched at the same address or by {@code model} events. */
    @POST
    @Operation(operationId = "publishModel", summary = "Copy or move a model into the shared folder")
    @RequestBody(ref = "publish")
    @APIResponse(
            responseCode = "202",
            description = "Begun; it is watched at the location",
            content = @Content(schema = @Schema(implementation = PublicationView.class)))
    public Response publish(
            @PathParam("id") @Parameter(ref = "model") String id, byte[] body, @Context UriInfo address) {
        JsonFields fields = new JsonFields(JsonBody.objectOrNothing(body));
        boolean move = fields.flag("move");
        List<String> ignored = fields.complete();
        Publication begun = publications.start(Query.id(id), move);
        return Response.status(ACCEPTED)
                .type(MediaType.APPLICATION_JSON)
                .header("Location", address.getAbsolutePath().toString())
                .entity(Answers.json(Answers.naming(ignored, view(begun))))
                .build();
    }

    @GET
    @Operation(operationId = "getPublication", summary = "How far a publication is")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = PublicationView.class)))
    public Response get(@PathParam("id") @Parameter(ref = "model") String id) {
        return Answers.ok(view(publications.get(Query.id(id))));
    }

    private static PublicationView view(Publication publication) {
        return new PublicationView(
                publication.model(),
                publication.profile(),
                publication.repo(),
                switch (publication.state()) {
                    case RUNNING -> "running";
                    case DONE -> "done";
                    case FAILED -> "failed";
                },
                publication.move(),
                publication.bytesDone(),
                publication.bytesTotal(),
                publication.startedAt(),
                publication.sentence());
    }
}
