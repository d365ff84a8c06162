package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.blackfish.problem.WrongState;
import org.blackfish.service.LaunchOrder;
import org.blackfish.service.Launcher;
import org.blackfish.service.Service;
import org.blackfish.service.ServiceKeys;
import org.blackfish.service.Services;
import org.blackfish.settings.Secret;
import org.blackfish.wire.ServiceView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Launching services. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LaunchResource {
    private static final System.Logger LOG = System.getLogger("org.blackfish.api");

    /** With the wait for {@code sbatch} after it, a request stays within 30 s. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(8);

    /** Two requests to ensure one name take turns; names that share a lock only wait a little. */
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

    private final Launcher launcher;
    private final Services services;
    private final ServiceKeys keys;

    @Inject
    LaunchResource(Launcher launcher, Services services, ServiceKeys keys) {
        this.launcher = launcher;
        this.services = services;
        this.keys = keys;
    }

    @POST
    @Operation(operationId = "launchService", summary = "Launch a service")
    @Parameter(name = "include", ref = "include")
    @RequestBody(ref = "launch")
    @APIResponse(
            responseCode = "201",
            description = "Launched; Location is its address",
            content = @Content(schema = @Schema(ref = "Service")))
    public Response launch(
            byte[] body,
            @HeaderParam("Idempotency-Key") @Parameter(ref = "idempotencyKey") @Nullable String key,
            @Context UriInfo address) {
        boolean live = new Query(address.getQueryParameters()).live();
        LaunchRequest asked = read(body, null, key);
        Service service = launcher.launch(asked.order());
        return created(service, asked.ignored(), live, address.getBaseUri());
    }

    /** The live service of that name if it is what was asked for, else a new one; one being stopped does not count. */
    @PUT
    @Path("ensure/{name}")
    @Operation(
            operationId = "ensureService",
            summary = "Launch a service unless it is there",
            description = "200 is the live one of that name, 201 a new one, 409 says in what the live one differs.")
    @RequestBody(ref = "ensure")
    @APIResponse(
            responseCode = "200",
            description = "It is there",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    @APIResponse(
            responseCode = "201",
            description = "Launched",
            content = @Content(schema = @Schema(implementation = ServiceView.class)))
    public Response ensure(
            @PathParam("name") @Parameter(ref = "serviceName") String name, byte[] body, @Context UriInfo address) {
        LaunchRequest asked = read(body, name, null);
        Lock turn = turns.get(Math.floorMod(name.hashCode(), turns.size()));
        take(turn, name);
        try {
            Optional<Service> there = services.findByName(name).filter(Service::isWanted);
            if (there.isEmpty()) {
                return created(launcher.launch(asked.order()), asked.ignored(), false, address.getBaseUri());
            }
            refuseAnother(there.get(), differences(there.get(), asked.order()));
            return Answers.ok(ServiceRendering.of(there.get(), false, asked.ignored(), address.getBaseUri()));
        } finally {
            turn.unlock();
        }
    }

    /** Waits for another launch of that name, but not longer than a request may last. */
    private static void take(Lock turn, String name) {
        try {
            if (turn.tryLock(LONGEST_TURN.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new WrongState(
                "service " + name,
                "launching",
                "launched or not there",
                "Another launch of \"" + name + "\" still waits for Slurm; ask again in some seconds.");
    }

    /** A branch is on record as the commit that it meant, and a key lies in its file. */
    private List<String> differences(Service service, LaunchOrder order) {
        List<String> differences = new ArrayList<>(Sameness.differences(service, order));
        if (differences.equals(List.of("revision"))
                && Objects.equals(launcher.plan(order).model().revision(), service.revision())) {
            differences.clear();
        }
        Secret key = order.apiKey();
        if (key != null && !key.equals(keys.of(service.id()))) {
            differences.add("api_key");
        }
        return differences;
    }

    private static void refuseAnother(Service service, List<String> differences) {
        if (!differences.isEmpty()) {
            throw new WrongState(
                    "service " + service.id(),
                    "live with another specification",
                    "the same specification",
                    "There is a live service named \"" + service.name() + "\", but another "
                            + String.join(" and another ", differences)
                            + " was asked for; stop it first, or choose another name.");
        }
    }

    private LaunchRequest read(byte[] body, @Nullable String name, @Nullable String key) {
        LaunchRequest asked =
                LaunchRequestReader.read(JsonBody.object(body), name, key).readable(launcher);
        if (!asked.ignored().isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "A launch had members that nothing knows: {0}", asked.ignored());
        }
        return asked;
    }

    private static Response created(Service service, List<String> ignored, boolean live, URI api) {
        return Answers.created(
                ServiceRendering.of(service, live, ignored, api), api.getPath() + "services/" + service.id());
    }
}
