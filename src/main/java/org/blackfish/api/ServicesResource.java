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
import org.blackfish.wire.LiveView;
import org.blackfish.wire.RemovalView;
import org.blackfish.wire.ServiceView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Services that are there: reading, stopping and deleting them. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
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
    @Operation(operationId = "listServices", summary = "Services, newest first")
    @Parameter(name = "filterId", ref = "filterId")
    @Parameter(name = "filterImage", ref = "filterImage")
    @Parameter(name = "filterModel", ref = "filterModel")
    @Parameter(name = "filterStatus", ref = "filterStatus")
    @Parameter(name = "filterPort", ref = "filterPort")
    @Parameter(name = "filterName", ref = "filterName")
    @Parameter(name = "filterProfile", ref = "filterProfile")
    @Parameter(name = "limit", ref = "limit")
    @Parameter(name = "offset", ref = "offset")
    @Parameter(name = "include", ref = "include")
    @Parameter(name = "refresh", ref = "refresh")
    @APIResponse(
            responseCode = "200",
            description = "The services; how many there are in all stands in X-Total-Count",
            content = @Content(schema = @Schema(ref = "Services")))
    public Response list(@Context UriInfo address, @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        noteRefresh(query);
        return list.answer(query, address.getBaseUri(), request);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getService", summary = "One service")
    @Parameter(name = "include", ref = "include")
    @Parameter(name = "refresh", ref = "refresh")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(schema = @Schema(ref = "Service")))
    public Response get(
            @PathParam("id") @Parameter(ref = "service") String id,
            @Context UriInfo address,
            @Context Request request) {
        Query query = new Query(address.getQueryParameters());
        noteRefresh(query);
        boolean live = query.live();
        Service service = services.get(Query.id(id));
        return tagged(request, service, () -> ServiceRendering.of(service, live, address.getBaseUri()));
    }

    @GET
    @Path("{id}/live")
    @Operation(operationId = "getLive", summary = "What is known of a service beyond its 27 members")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = LiveView.class)))
    public Response live(
            @PathParam("id") @Parameter(ref = "service") String id,
            @Context UriInfo address,
            @Context Request request) {
        Service service = services.get(Query.id(id));
        return tagged(request, service, () -> ServiceRendering.live(service, address.getBaseUri(), List.of()));
    }

    @PUT
    @Path("{id}/stop")
    @Operation(
            operationId = "stopService",
            summary = "Stop a service",
            description =
                    "Its job is told to end, and cancelled until Slurm confirms it. The answer does not wait for that.")
    @RequestBody(ref = "stop")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response stop(
            @PathParam("id") @Parameter(ref = "service") String id, byte[] body, @Context UriInfo address) {
        List<String> ignored = JsonFields.ignored(body, "timeout", "failed");
        Service stopped = life.stop(Query.id(id));
        return Answers.ok(ServiceRendering.of(stopped, false, ignored, address.getBaseUri()));
    }

    /** Ended ones only, whatever the filters say. */
    @DELETE
    @Filters({"id", "image", "model", "status", "port", "name", "profile"})
    @Operation(
            operationId = "deleteServices",
            summary = "Remove ended services that match",
            description =
                    "Live ones stay, whatever the filters say. An unknown or empty filter is refused and removes nothing.")
    @Parameter(name = "filterId", ref = "filterId")
    @Parameter(name = "filterImage", ref = "filterImage")
    @Parameter(name = "filterModel", ref = "filterModel")
    @Parameter(name = "filterStatus", ref = "filterStatus")
    @Parameter(name = "filterPort", ref = "filterPort")
    @Parameter(name = "filterName", ref = "filterName")
    @Parameter(name = "filterProfile", ref = "filterProfile")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = RemovalView.class)))
    public Response deleteEnded(@Context UriInfo address) {
        ServiceFilter filter = new Query(address.getQueryParameters()).filter();
        return Answers.ok(
                life.delete(filter).stream().map(ServiceRendering::removal).toList());
    }

    @DELETE
    @Path("prune")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "pruneServices", summary = "Remove all ended services")
    @APIResponse(
            responseCode = "200",
            description = "How many were removed",
            content = @Content(schema = @Schema(type = SchemaType.INTEGER)))
    public Response prune() {
        return Answers.ok(life.prune());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteService", summary = "Remove one ended service")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = RemovalView.class)))
    public Response delete(@PathParam("id") @Parameter(ref = "service") String id) {
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
