package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.UUID;
import org.blackfish.problem.WrongState;
import org.blackfish.service.Service;
import org.blackfish.service.Services;
import org.blackfish.service.Status;
import org.blackfish.service.Watchers;
import org.blackfish.wire.ServiceView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Waiting until a service has become something; a virtual thread waits, no container thread. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
public class WaitResource {
    private static final int LONGEST = 25;

    private final Services services;
    private final ServiceEvents events;
    private final Watchers watchers;

    @Inject
    WaitResource(Services services, ServiceEvents events, Watchers watchers) {
        this.services = services;
        this.events = events;
        this.watchers = watchers;
    }

    /** 200 when reached, 202 when not yet after {@code timeout} seconds (at most 25), 409 when it can no longer be. */
    @GET
    @Path("{id}/wait")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "awaitService", summary = "Wait until a service has become something")
    @Parameter(name = "waitStatus", ref = "waitStatus")
    @Parameter(name = "waitTimeout", ref = "waitTimeout")
    @APIResponse(
            responseCode = "200",
            description = "Reached",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Not yet; ask again",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public void await(
            @PathParam("id") @Parameter(ref = "service") String id,
            @Context UriInfo address,
            @Suspended AsyncResponse response) {
        Query query = new Query(address.getQueryParameters());
        Status wanted = query.has("status") ? Query.status(String.valueOf(query.text("status"))) : Status.HEALTHY;
        Duration longest = Duration.ofSeconds(query.number("timeout", LONGEST, 0, LONGEST));
        UUID known = services.get(Query.id(id)).id();
        watchers.somebodyWatches();
        Thread.ofVirtual().name("wait-" + known).start(() -> answer(known, wanted, longest, response));
    }

    private void answer(UUID id, Status wanted, Duration longest, AsyncResponse response) {
        try {
            response.resume(answer(id, wanted, longest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.cancel();
        } catch (RuntimeException e) {
            response.resume(e);
        }
    }

    private Response answer(UUID id, Status wanted, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            long seen = events.newest();
            Service service = services.get(id);
            Prospect prospect = Prospect.of(service.status(), service.isStopAsked(), wanted);
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (prospect == Prospect.REACHED) {
                return Answers.ok(ServiceRendering.view(service));
            }
            if (prospect == Prospect.IMPOSSIBLE) {
                throw impossible(service, wanted);
            }
            if (!left.isPositive()) {
                return Answers.status(202, ServiceRendering.view(service));
            }
            events.after(seen, left);
        }
    }

    static WrongState impossible(Service service, Status wanted) {
        String reason = service.reason() == null ? "" : " " + service.reason();
        String state = service.isStopAsked() && service.status().isLive()
                ? "being stopped"
                : service.status().word();
        return new WrongState(
                "service " + service.id(),
                state,
                wanted.word(),
                "The service \"" + service.name() + "\" is " + state + " and can no longer become " + wanted.word()
                        + "." + reason);
    }
}
