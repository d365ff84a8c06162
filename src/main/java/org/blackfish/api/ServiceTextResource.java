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

/** What lies in a service's files: its log, its script, its key. */
@Path("services")
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
    public Response log(@PathParam("id") String id, @Context UriInfo address) {
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
    public void follow(
            @PathParam("id") String id, @Context UriInfo address, @Context SseEventSink sink, @Context Sse sse) {
        UUID known = known(id);
        long offset = offset(new Query(address.getQueryParameters()));
        watchers.somebodyWatches();
        EventStream stream = new EventStream(sink, sse);
        Thread.ofVirtual().name("log-" + known).start(new LogFollower(log, tick, known, offset, stream, heartbeat));
    }

    @GET
    @Path("{id}/script")
    @Produces(MediaType.TEXT_PLAIN)
    public Response script(@PathParam("id") String id) {
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
    public Response key(@PathParam("id") String id) {
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
