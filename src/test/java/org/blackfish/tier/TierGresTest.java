package org.blackfish.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TierGresTest {
    private static Tier tier(int gpus, @Nullable String gres) {
        return new Tier("T", "d", null, gpus, "A100", 1, 1, "gpu80&intel", gres);
    }

    @Test
    void gpusAreAskedForByCountAndTheTypeLabelIsNeverSent() {
        assertThat(TierGres.gres(tier(2, null))).hasValue("gpu:2");
        assertThat(TierGres.gres(tier(0, null))).isEmpty();
    }

    @Test
    void anOwnGresGetsTheCountUnlessItHasOne() {
        assertThat(TierGres.gres(tier(2, "gpu:a100"))).hasValue("gpu:a100:2");
        assertThat(TierGres.gres(tier(2, "gpu:a100:4"))).hasValue("gpu:a100:4");
        assertThat(TierGres.gres(tier(0, "nvme:100G"))).hasValue("nvme:100G");
        assertThat(TierGres.gres(tier(0, "gpu:a100"))).isEmpty();
    }

    @Test
    void theConstraintIsPassedAsItIs() {
        assertThat(TierGres.constraint(tier(1, null))).hasValue("gpu80&intel");
    }

    @Test
    void theBuiltInPartitionAddsNoPartition() {
        assertThat(TierGres.partition(TierFile.builtIn().defaultPartition())).isEmpty();
        assertThat(TierGres.partition(new Partition("default", true, List.of(), false)))
                .hasValue("default");
    }
}
