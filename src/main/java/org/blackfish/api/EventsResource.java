package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import org.blackfish.service.Watchers;
import org.blackfish.settings.Settings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The stream of events; a client that comes back with {@code Last-Event-ID} gets what it missed. */
@Path("events")
@Tag(name = "Server")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
public class EventsResource {
    private final ServiceEvents events;
    private final Watchers watchers;
    private final Duration heartbeat;

    @Inject
    EventsResource(ServiceEvents events, Watchers watchers, Settings settings) {
        this.events = events;
        this.watchers = watchers;
        this.heartbeat = settings.portal().heartbeat();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "followEvents",
            summary = "Server-Sent Events: service, slurm, image",
            description =
                    "After Last-Event-ID the last 1,000 are sent again; where they do not reach, an event resync says that the lists must be read anew.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = SchemaType.STRING)))
    public void events(
            @HeaderParam("Last-Event-ID") @Parameter(ref = "lastEventId") @Nullable String last,
            @Context SseEventSink sink,
            @Context Sse sse) {
        long newest = events.newest();
        long from = last == null || last.isEmpty() ? newest : events.number(last);
        Thread.ofVirtual().name("events").start(() -> send(new EventStream(sink, sse), from, newest));
    }

    /** A negative {@code from} says that events were lost: the client is told to read everything again. */
    private void send(EventStream opened, long from, long newest) {
        try (EventStream stream = opened) {
            boolean there = from < 0 ? stream.send(events.id(newest), "resync", "{}") : stream.heartbeat();
            long read = from < 0 ? newest : from;
            while (there) {
                watchers.somebodyWatches();
                var items = events.after(read, heartbeat);
                for (EventFeed.Item item : items) {
                    there = there && stream.send(events.id(item.number()), item.name(), item.data());
                    read = item.number();
                }
                there = there && (!items.isEmpty() || stream.heartbeat());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
