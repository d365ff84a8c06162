package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
    private static final Instant AT = Instant.parse("2026-11-27T02:00:00Z");

    private static String rows(String text) {
        return text.replace("|", Rows.SEPARATOR);
    }

    private static ClusterStatus read(String partitions, String nodes, String jobs) {
        return StatusReader.read(rows(partitions), nodes, rows(jobs), AT);
    }

    @Test
    void theNodesOfARealClusterAreCounted() {
        ClusterStatus status = read("gpu|up|3:00:00\n", Fixtures.text("scontrol-show-node.out"), "");
        assertThat(status.partitions())
                .containsExactly(new ClusterStatus.Partition(
                        "gpu",
                        true,
                        2,
                        2,
                        0,
                        0,
                        64,
                        64,
                        0,
                        262_144,
                        0,
                        List.of(new ClusterStatus.Gpus("a100", 8, 0, 8)),
                        Duration.ofHours(3),
                        List.of("gpu80")));
        assertThat(status.at()).isEqualTo(AT);
    }

    @Test
    void whatIsFreeOnANodeThatTakesNoJobsIsNotIdle() {
        String nodes =
                "NodeName=n1 CPUAlloc=8 CPUEfctv=30 CPUTot=32 ActiveFeatures=ib,a100 Gres=gpu:a100:4(S:0-1),nvme:1"
                        + " GresUsed=gpu:a100:3(IDX:0-2),nvme:0 State=MIXED RealMemory=1000 AllocMem=400 Partitions=gpu,long\n"
                        + "NodeName=n2 CPUAlloc=0 CPUTot=32 ActiveFeatures=(null) Gres=gpu:a100:4,gpu:2 GresUsed=gpu:a100:0,gpu:0"
                        + " State=IDLE*+DRAIN*+NOT_RESPONDING RealMemory=1000 AllocMem=0 Partitions=gpu\n"
                        + "NodeName=n3 CPUAlloc=0 CPUTot=32 Gres=(null) GresUsed=gpu:0 State=IDLE RealMemory=1000 Partitions=gpu\n"
                        + "NodeName=n4 CPUAlloc=0 CPUTot=32 State=DOWN* RealMemory=1000 Partitions=gpu\n";
        ClusterStatus status = read("gpu|up|infinite\nlong|drain|1-00:00:00\nodd|what|n/a\n", nodes, "");
        ClusterStatus.Partition gpu = status.partitions().getFirst();
        assertThat(List.of(gpu.nodes(), gpu.idleNodes(), gpu.allocatedNodes(), gpu.downNodes()))
                .containsExactly(4, 1, 1, 2);
        assertThat(List.of(gpu.cpus(), gpu.idleCpus(), gpu.allocatedCpus())).containsExactly(126, 54, 8);
        assertThat(gpu.gpus())
                .containsExactly(new ClusterStatus.Gpus("a100", 8, 3, 1), new ClusterStatus.Gpus("gpu", 2, 0, 0));
        assertThat(gpu.limit()).isNull();
        assertThat(status.partitions()).extracting(ClusterStatus.Partition::up).containsExactly(true, false, null);
    }

    @Test
    void aJobThatWaitsForTwoPartitionsCountsInBothWithItsReason() {
        String jobs = "gpu|RUNNING|None\ngpu,long|PENDING|Resources\ngpu|PENDING|Priority\nlong|PENDING|Resources\n";
        assertThat(read("", "", jobs).jobs())
                .isEqualTo(Map.of(
                        "gpu", new ClusterStatus.Jobs(1, 2, Map.of("Resources", 1, "Priority", 1)),
                        "long", new ClusterStatus.Jobs(0, 2, Map.of("Resources", 2))));
    }
}
