package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.util.function.Supplier;
import org.blackfish.problem.WrongState;
import org.blackfish.service.Removal;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceFilter;
import org.blackfish.service.ServiceLife;
import org.blackfish.service.Services;
import org.blackfish.service.Watchers;

/** Services that are there: reading, stopping and deleting them. */
@Path("services")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ServicesResource {
    private final Services services;
    private final ServiceLife life;
    private final Watchers watchers;
    private final ServiceList list;
    private final ServiceEvents events;

    @Inject
    ServicesResource(Services services, ServiceLife life, Watchers watchers, ServiceList list, ServiceEvents events) {
        this.services = services;
        this.life = life;
        this.watchers = watchers;
        this.list = list;
        this.events = events;
    }

    @GET
    public Response list(@Context UriInfo address, @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        noteRefresh(query);
        return list.answer(query, address.getBaseUri(), request);
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context UriInfo address, @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        noteRefresh(query);
        boolean live = query.live();
        Service service = services.get(Query.id(id));
        return tagged(request, service, () -> ServiceRendering.of(service, live, address.getBaseUri()));
    }

    @GET
    @Path("{id}/live")
    public Response live(@PathParam("id") String id, @Context UriInfo address, @Context Request request) {
        Service service = services.get(Query.id(id));
        return tagged(request, service, () -> ServiceRendering.live(service, address.getBaseUri(), List.of()));
    }

    @PUT
    @Path("{id}/stop")
    public Response stop(@PathParam("id") String id, byte[] body) {
        JsonBody.objectOrNothing(body);
        return Answers.ok(ServiceRendering.view(life.stop(Query.id(id))));
    }

    /** Ended ones only, whatever the filters say. */
    @DELETE
    public Response deleteEnded(@Context UriInfo address) {
        ServiceFilter filter = new Query(address.getQueryParameters()).strictFilter();
        return Answers.ok(
                life.delete(filter).stream().map(ServiceRendering::removal).toList());
    }

    @DELETE
    @Path("prune")
    @Produces(MediaType.APPLICATION_JSON)
    public Response prune() {
        return Answers.ok(life.prune());
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        Removal removal = life.delete(Query.id(id));
        if (!removal.removed()) {
            String why = removal.message() == null ? "The service is still live; stop it first." : removal.message();
            throw new WrongState("service " + removal.id(), "live", "ended", why);
        }
        return Answers.ok(ServiceRendering.removal(removal));
    }

    /** Existing clients say refresh with every look; it tells the poller that somebody watches, and asks nobody. */
    private void noteRefresh(Query query) {
        if (query.flag("refresh")) {
            watchers.somebodyWatches();
        }
    }

    private Response tagged(Request request, Service service, Supplier<Object> rendering) {
        return Answers.tagged(
                request,
                events.id(service.version()),
                () -> Response.ok(Answers.json(rendering.get()), MediaType.APPLICATION_JSON));
    }
}
