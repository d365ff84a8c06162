package org.blackfish.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.blackfish.cluster.ClusterStatus;
import org.blackfish.cluster.ClusterStatuses;
import org.blackfish.problem.InvalidInput;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Profiles;
import org.blackfish.profile.SlurmProfile;
import org.blackfish.wire.ClusterStatusView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How full the cluster of a profile is. */
@Path("cluster/{name}/status")
@Tag(name = "Server")
@APIResponse(responseCode = "default", ref = "problem")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ClusterResource {
    private final Profiles profiles;
    private final ClusterStatuses statuses;

    @Inject
    ClusterResource(Profiles profiles, ClusterStatuses statuses) {
        this.profiles = profiles;
        this.statuses = statuses;
    }

    @GET
    @Operation(
            operationId = "getClusterStatus",
            summary = "Partitions, nodes, GPUs and the queue, at most a minute old")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(schema = @Schema(implementation = ClusterStatusView.class)))
    public Response status(@PathParam("name") @Parameter(ref = "profileName") String name) {
        Profile profile = profiles.get(name);
        if (!(profile instanceof SlurmProfile)) {
            throw new InvalidInput("name", "The profile " + name + " has no Slurm; ask for one that has.");
        }
        return Answers.ok(view(statuses.of(profile)));
    }

    private static ClusterStatusView view(ClusterStatus status) {
        Map<String, ClusterStatusView.PartitionStatus> partitions = new LinkedHashMap<>();
        status.partitions().forEach(partition -> partitions.put(partition.name(), view(partition)));
        Map<String, ClusterStatusView.QueueStatus> queue = new LinkedHashMap<>();
        status.jobs()
                .forEach((partition, jobs) -> queue.put(
                        partition, new ClusterStatusView.QueueStatus(jobs.running(), jobs.pending(), jobs.reasons())));
        return new ClusterStatusView(partitions, queue, status.at());
    }

    private static ClusterStatusView.PartitionStatus view(ClusterStatus.Partition partition) {
        Duration limit = partition.limit();
        return new ClusterStatusView.PartitionStatus(
                partition.name(),
                word(partition.up()),
                partition.nodes(),
                partition.idleNodes(),
                partition.allocatedNodes(),
                partition.downNodes(),
                partition.cpus(),
                partition.idleCpus(),
                partition.allocatedCpus(),
                partition.memoryMb(),
                partition.allocatedMemoryMb(),
                partition.gpus().stream()
                        .map(gpus ->
                                new ClusterStatusView.GpuStatus(gpus.type(), gpus.total(), gpus.used(), gpus.idle()))
                        .toList(),
                limit == null ? null : limit.toMinutes(),
                partition.features());
    }

    private static String word(@Nullable Boolean up) {
        return up == null ? "UNKNOWN" : up ? "UP" : "DOWN";
    }
}
