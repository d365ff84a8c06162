package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.UUID;
import org.blackfish.problem.UnknownItem;
import org.blackfish.service.LogPiece;
import org.blackfish.service.ServiceKeys;
import org.blackfish.service.ServiceLog;
import org.blackfish.service.Services;
import org.blackfish.service.Watchers;
import org.blackfish.settings.Settings;
import org.blackfish.wire.KeyView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What lies in a service's files: its log, its script, its key. */
@Path("services")
@Tag(name = "Services")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
public class ServiceTextResource {
    private static final System.Logger LOG = System.getLogger("org.blackfish.api");
    private static final int USUAL_PIECE = 64 * 1024;
    private static final int LARGEST_PIECE = 1024 * 1024;

    private final Services services;
    private final ServiceLog log;
    private final LogTick tick;
    private final ServiceKeys keys;
    private final Watchers watchers;
    private final Duration heartbeat;

    @Inject
    ServiceTextResource(
            Services services, ServiceLog log, LogTick tick, ServiceKeys keys, Watchers watchers, Settings settings) {
        this.services = services;
        this.log = log;
        this.tick = tick;
        this.keys = keys;
        this.watchers = watchers;
        this.heartbeat = settings.portal().heartbeat();
    }

    @GET
    @Path("{id}/log")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getLog",
            summary = "The log of a service",
            description =
                    "Go on at X-Next-Offset until X-Log-Ended is true. With follow=true it is a stream of the events log, end and problem.")
    @Parameter(name = "logOffset", ref = "logOffset")
    @Parameter(name = "logLimit", ref = "logLimit")
    @Parameter(name = "follow", ref = "follow")
    @APIResponse(
            responseCode = "200",
            description = "The log",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING))
            })
    public Response log(@PathParam("id") @Parameter(ref = "service") String id, @Context UriInfo address) {
        Query query = new Query(address.getQueryParameters());
        int limit = (int) query.number("limit", USUAL_PIECE, 1, LARGEST_PIECE);
        LogPiece piece = log.read(known(id), offset(query), limit);
        return Answers.text(piece.text())
                .header("X-Next-Offset", piece.nextOffset())
                .header("X-Log-Ended", piece.ended())
                .build();
    }

    /** Reached by {@code follow=true}, which {@link FollowFilter} turns into an accepted type. */
    @GET
    @Path("{id}/log")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void follow(
            @PathParam("id") @Parameter(ref = "service") String id,
            @Context UriInfo address,
            @Context SseEventSink sink,
            @Context Sse sse) {
        UUID known = known(id);
        long offset = offset(new Query(address.getQueryParameters()));
        watchers.somebodyWatches();
        EventStream stream = new EventStream(sink, sse);
        Thread.ofVirtual().name("log-" + known).start(new LogFollower(log, tick, known, offset, stream, heartbeat));
    }

    @GET
    @Path("{id}/script")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "getScript", summary = "The job script of a service")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)))
    public Response script(@PathParam("id") @Parameter(ref = "service") String id) {
        UUID known = known(id);
        String script = log.script(known)
                .orElseThrow(() -> new UnknownItem(
                        "script", known.toString(), "The script of service " + known + " is no longer there."));
        return Answers.text(script).build();
    }

    /** The key itself goes nowhere else: not into the log, not into a list, not into a cache. */
    @GET
    @Path("{id}/key")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getKey", summary = "The key of a service; each look is noted in the log")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Response key(@PathParam("id") @Parameter(ref = "service") String id) {
        UUID known = known(id);
        String key = keys.of(known).value();
        LOG.log(System.Logger.Level.INFO, "The key of service {0} was looked at", known);
        return Response.fromResponse(Answers.ok(new KeyView(known, key)))
                .header("Cache-Control", "no-store")
                .build();
    }

    private UUID known(String id) {
        return services.get(Query.id(id)).id();
    }

    private static long offset(Query query) {
        return query.number("offset", 0, 0, Long.MAX_VALUE / 2);
    }
}
