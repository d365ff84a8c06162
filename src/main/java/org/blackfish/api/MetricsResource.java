package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;
import org.blackfish.service.Services;
import org.blackfish.service.SlurmView;
import org.blackfish.service.Status;
import org.blackfish.service.Traffic;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is counted anyway, for a Prometheus that has a token; asking makes nothing ask Slurm. */
@Path("metrics")
@Tag(name = "Server")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
public class MetricsResource {
    private static final String FORMAT = "text/plain;version=0.0.4;charset=UTF-8";

    private final Services services;
    private final SlurmView slurm;
    private final Traffic traffic;

    @Inject
    MetricsResource(Services services, SlurmView slurm, Traffic traffic) {
        this.services = services;
        this.slurm = slurm;
        this.traffic = traffic;
    }

    @GET
    @Produces(FORMAT)
    @Operation(operationId = "getMetrics", summary = "Counters in the text format of Prometheus")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = SchemaType.STRING)))
    public Response metrics() {
        MetricsText text = new MetricsText()
                .add("blackfish_services", "gauge", "Services on record by status.", "status", byStatus())
                .add(
                        "blackfish_slurm_calls_last_hour",
                        "gauge",
                        "Commands sent to Slurm in the last 60 minutes.",
                        "command",
                        slurm.callsLastHour())
                .add(
                        "blackfish_slurm_answers",
                        "gauge",
                        "Whether Slurm's last answer was one: 1, or 0 after a failure.",
                        slurm.trouble().isEmpty() ? 1 : 0)
                .add(
                        "blackfish_slurm_answered_timestamp_seconds",
                        "When the oldest picture in use was taken.",
                        slurm.asOf().orElse(null))
                .add("blackfish_gateway_calls_total", "counter", "Calls led to services.", traffic.calls())
                .add("blackfish_gateway_calls_open", "gauge", "Calls under way.", traffic.open());
        return Response.ok(text.toString(), FORMAT).build();
    }

    /** All statuses, so that none vanishes from a graph when its last service does. */
    private Map<String, Long> byStatus() {
        Map<Status, Long> counts = services.counts();
        Map<String, Long> all = new TreeMap<>();
        for (Status status : Status.values()) {
            all.put(status.word(), counts.getOrDefault(status, 0L));
        }
        return all;
    }
}
