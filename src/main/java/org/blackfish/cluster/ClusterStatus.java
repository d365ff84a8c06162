package org.blackfish.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How full a cluster is, for everybody on it.
 *
 * @param partitions in the order of their names
 * @param jobs by partition, those of all users; a job that waits for several partitions counts in each
 */
public record ClusterStatus(List<Partition> partitions, Map<String, Jobs> jobs, Instant at) {

    /**
     * One partition.
     *
     * @param up whether it starts jobs; null when Slurm's word for it is not known
     * @param idleCpus free ones of nodes that take jobs
     * @param memoryMb of all nodes
     * @param limit null for none
     */
    public record Partition(
            String name,
            @Nullable Boolean up,
            int nodes,
            int idleNodes,
            int allocatedNodes,
            int downNodes,
            int cpus,
            int idleCpus,
            int allocatedCpus,
            long memoryMb,
            long allocatedMemoryMb,
            List<Gpus> gpus,
            @Nullable Duration limit,
            List<String> features) {}

    /**
     * GPUs of one kind in a partition.
     *
     * @param type Slurm's name, {@code gpu} for those without one
     * @param idle free ones of nodes that take jobs
     */
    public record Gpus(String type, int total, int used, int idle) {}

    /**
     * Jobs of one partition.
     *
     * @param reasons why jobs wait, in Slurm's words, with how many do
     */
    public record Jobs(int running, int pending, Map<String, Integer> reasons) {}
}
