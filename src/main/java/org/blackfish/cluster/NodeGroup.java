package org.blackfish.cluster;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of one partition that are alike.
 *
 * @param limit the partition's time limit; null for none
 * @param cpus of each node, for jobs
 * @param memoryMb of each node, for jobs
 * @param gres as Slurm writes it, such as {@code gpu:a100:4(S:0-1)}; empty for none
 * @param features what {@code --constraint} can name
 */
public record NodeGroup(
        String partition,
        boolean isDefault,
        @Nullable Duration limit,
        int nodes,
        int cpus,
        long memoryMb,
        String gres,
        List<String> features) {

    public NodeGroup {
        features = List.copyOf(features);
    }
}
