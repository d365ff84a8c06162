package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How full a cluster is.
 *
 * @param queue jobs of all users by partition
 * @param timestamp when Slurm was asked, at most a minute ago
 */
public record ClusterStatusView(
        Map<String, PartitionStatus> partitions, Map<String, QueueStatus> queue, Instant timestamp) {

    /**
     * One partition.
     *
     * @param state {@code UP}, {@code DOWN} or {@code UNKNOWN}
     * @param maxTimeMinutes null for no limit
     */
    public record PartitionStatus(
            String name,
            String state,
            int nodesTotal,
            int nodesIdle,
            int nodesAllocated,
            int nodesDown,
            int cpusTotal,
            int cpusIdle,
            int cpusAllocated,
            long memoryTotalMb,
            long memoryAllocatedMb,
            List<GpuStatus> gpus,
            @Nullable Long maxTimeMinutes,
            List<String> features) {}

    /** GPUs of one kind; {@code idle} are those of nodes that take jobs. */
    public record GpuStatus(String gpuType, int total, int used, int idle) {}

    /**
     * Jobs of one partition.
     *
     * @param pendingReasons Slurm's words, with how many jobs wait for it
     */
    public record QueueStatus(int running, int pending, Map<String, Integer> pendingReasons) {}
}
