package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.blackfish.cluster.JobRecord;
import org.blackfish.service.Orphan;
import org.blackfish.service.Orphans;
import org.blackfish.service.Service;
import org.blackfish.wire.OrphanView;
import org.blackfish.wire.ServiceView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs of ours that no record knows: to be adopted or cancelled. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrphansResource {
    private final Orphans orphans;

    @Inject
    OrphansResource(Orphans orphans) {
        this.orphans = orphans;
    }

    @GET
    @Path("orphans")
    @Operation(operationId = "listOrphans", summary = "Jobs of yours that have no record")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = OrphanView.class)))
    public Response list(@Context UriInfo address, @Context Request request) {
        return Answers.list(orphans.list(), OrphansResource::view, new Query(address.getQueryParameters()), request);
    }

    @POST
    @Path("orphans/{id}/adopt")
    @Operation(operationId = "adoptOrphan", summary = "Make the job a service again")
    @APIResponse(
            responseCode = "201",
            description = "A service again",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response adopt(
            @PathParam("id") @Parameter(ref = "orphan") String id, byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body);
        Service service = orphans.adopt(Query.id(id));
        URI api = address.getBaseUri();
        return Answers.created(
                ServiceRendering.of(service, false, ignored, api), api.getPath() + "services/" + service.id());
    }

    @DELETE
    @Path("orphans/{id}")
    @Operation(operationId = "cancelOrphan", summary = "Have Slurm cancel the job")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = OrphanView.class)))
    public Response cancel(@PathParam("id") @Parameter(ref = "orphan") String id) {
        return Answers.ok(view(orphans.cancel(Query.id(id))));
    }

    static OrphanView view(Orphan orphan) {
        JobRecord job = orphan.job();
        return new OrphanView(
                orphan.id(),
                job.id().value(),
                job.name(),
                orphan.model(),
                orphan.profile().name(),
                job.stateWord(),
                job.node().isEmpty() ? null : job.node(),
                job.submitted(),
                job.started(),
                job.ends(),
                orphan.launchedFrom() == null ? null : orphan.launchedFrom().toString(),
                orphan.isAdoptable(),
                orphan.why());
    }
}
