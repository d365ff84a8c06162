package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.UUID;
import org.blackfish.problem.WrongState;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceLog;
import org.blackfish.service.Services;
import org.blackfish.wire.RunCardView;

/** The record of what a service is or was, and why its time cannot be made longer. */
@Path("services")
@ApplicationScoped
public class RunCardResource {
    private final Services services;
    private final ServiceLog log;

    @Inject
    RunCardResource(Services services, ServiceLog log) {
        this.services = services;
        this.log = log;
    }

    @GET
    @Path("{id}/run-card")
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("id") String id, @Context ServletContext context) throws IOException {
        return Answers.ok(card(id, context));
    }

    @GET
    @Path("{id}/run-card")
    @Produces("text/markdown;qs=0.5")
    public Response markdown(@PathParam("id") String id, @Context ServletContext context) throws IOException {
        return Response.ok(RunCard.markdown(card(id, context)), "text/markdown;charset=UTF-8")
                .build();
    }

    @GET
    @Path("{id}/run-card")
    @Produces("text/plain;qs=0.4")
    public Response text(@PathParam("id") String id, @Context ServletContext context) throws IOException {
        return Answers.text(RunCard.markdown(card(id, context))).build();
    }

    /** Slurm lets ordinary users shorten a running job only. */
    @POST
    @Path("{id}/extend")
    @Produces(MediaType.APPLICATION_JSON)
    public Response extend(@PathParam("id") String id) {
        Service service = services.get(Query.id(id));
        throw new WrongState(
                "service " + service.id(),
                service.status().word(),
                "a longer time",
                "Slurm lets users shorten the time of a job but not lengthen it. Launch \"" + service.name()
                        + "\" once more before its time ends: calls to /v1 by model or by name go to whichever is ready.");
    }

    private RunCardView card(String id, ServletContext context) throws IOException {
        UUID known = Query.id(id);
        Service service = services.get(known);
        return RunCard.of(
                service, SystemResource.version(context), log.script(known).orElse(null));
    }
}
