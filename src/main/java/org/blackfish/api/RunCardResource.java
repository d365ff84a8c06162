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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The record of what a service is or was, and why its time cannot be made longer. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
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
    @Operation(operationId = "getRunCard", summary = "What is needed to run a service again and to say what it was")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunCardView.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = SchemaType.STRING))
            })
    public Response json(@PathParam("id") @Parameter(ref = "service") String id, @Context ServletContext context)
            throws IOException {
        return Answers.ok(card(id, context));
    }

    @GET
    @Path("{id}/run-card")
    @Produces("text/markdown;qs=0.5")
    @Operation(hidden = true)
    public Response markdown(@PathParam("id") @Parameter(ref = "service") String id, @Context ServletContext context)
            throws IOException {
        return Response.ok(RunCard.markdown(card(id, context)), "text/markdown;charset=UTF-8")
                .build();
    }

    @GET
    @Path("{id}/run-card")
    @Produces("text/plain;qs=0.4")
    @Operation(hidden = true)
    public Response text(@PathParam("id") @Parameter(ref = "service") String id, @Context ServletContext context)
            throws IOException {
        return Answers.text(RunCard.markdown(card(id, context))).build();
    }

    /** Slurm lets ordinary users shorten a running job only. */
    @POST
    @Path("{id}/extend")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "extendService", summary = "Always refused: Slurm lets users only shorten a job")
    public Response extend(@PathParam("id") @Parameter(ref = "service") String id) {
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
