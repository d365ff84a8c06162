package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScontrolTest {
    private static final NodeGroup GPU = group("gpu", 2, 32, 131_072, "gpu:a100:4");

    private static NodeGroup group(
            String partition, int nodes, int cpus, long memoryMb, String gres, String... features) {
        return new NodeGroup(
                partition,
                partition.equals("gpu"),
                Duration.ofHours(3),
                nodes,
                cpus,
                memoryMb,
                gres,
                List.of(features));
    }

    @Test
    void theNodesOfARealClusterAreToldWithTheirFeatures() {
        String printed = Fixtures.text("scontrol-show-node.out");
        NodeGroup cpu = group("cpu", 1, 32, 131_072, "");
        assertThat(Scontrol.refine(List.of(GPU, cpu), printed))
                .containsExactly(group("gpu", 2, 32, 131_072, "gpu:a100:4", "gpu80"), cpu);
    }

    @Test
    void whatSlurmKeepsOfANodeIsNotOffered() {
        String printed = "NodeName=n1 CPUEfctv=30 CPUTot=32 ActiveFeatures=ib,a100 Gres=gpu:2 OS=Linux 6.1 State=IDLE x"
                + " RealMemory=131072 MemSpecLimit=2048 Partitions=gpu,long\n"
                + "NodeName=n2 CPUTot=64 ActiveFeatures=(null) Gres=(null) RealMemory=65536 Partitions=gpu\n";
        assertThat(Scontrol.refine(List.of(GPU, GPU), printed))
                .containsExactly(group("gpu", 1, 30, 129_024, "gpu:2", "ib", "a100"), group("gpu", 1, 64, 65_536, ""));
    }

    @Test
    void aPartitionOfWhichNothingIsToldStaysAsItWas() {
        for (String printed : List.of("", "No nodes in the system\n", "NodeName=n1 CPUTot=x Partitions=gpu\n")) {
            assertThat(Scontrol.refine(List.of(GPU), printed)).containsExactly(GPU);
        }
    }
}
