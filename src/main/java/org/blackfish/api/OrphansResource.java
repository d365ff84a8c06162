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
import org.blackfish.cluster.JobRecord;
import org.blackfish.service.Orphan;
import org.blackfish.service.Orphans;
import org.blackfish.service.Service;
import org.blackfish.wire.OrphanView;

/** Jobs of ours that no record knows: to be adopted or cancelled. */
@Path("services")
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
    public Response list(@Context UriInfo address, @Context Request request) {
        return Answers.list(orphans.list(), OrphansResource::view, new Query(address.getQueryParameters()), request);
    }

    @POST
    @Path("orphans/{id}/adopt")
    public Response adopt(@PathParam("id") String id, byte[] body, @Context UriInfo address) {
        JsonBody.objectOrNothing(body);
        Service service = orphans.adopt(Query.id(id));
        return Answers.created(
                ServiceRendering.view(service), address.getBaseUri().getPath() + "services/" + service.id());
    }

    @DELETE
    @Path("orphans/{id}")
    public Response cancel(@PathParam("id") String id) {
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
