package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Slurm's own daemons stand still or die for a while: no service is called failed, no foreign job is touched. */
class ClusterFaultCampaignE2E {
    private static final List<String> DAEMONS = List.of("slurmctld", "slurmdbd", "munged", "slurmd-c1");
    private static final Set<String> ENDED = Set.of("stopped", "failed", "timeout");

    private final Campaign campaign = new Campaign("cluster-faults", 1, 8);

    @Test
    void daemonsStandStillOrDieAndNothingIsCalledFailedThatIsNot() throws Exception {
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_COMMAND_DEADLINE", "3s");
        String foreign = foreignJob();
        try (Server server = Server.start("", settings)) {
            Launches launches = new Launches(server);
            EngineModel model = EngineModel.in(server, "faults", "{}");
            List<String> services = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                services.add(launches.launch(model.order("faults-" + i).add("time", "3:00:00")));
            }
            services.forEach(id -> launches.await(id, "healthy"));
            campaign.run(random -> leg(random, launches, model, services));
            services.forEach(launches::stop);
            assertThat(Testbed.run("squeue", "-h", "-o", "%T", "-j", foreign)).isEqualTo("RUNNING");
        } finally {
            Testbed.run("scancel", foreign);
        }
        assertThat(campaign.figure("false")).isZero();
    }

    private void leg(Random random, Launches launches, EngineModel model, List<String> services) {
        List<String> order = new ArrayList<>(DAEMONS);
        java.util.Collections.shuffle(order, random);
        for (String daemon : order) {
            Duration span = Campaign.isWhole()
                    ? Duration.ofSeconds(20 + random.nextInt(100))
                    : Duration.ofSeconds(5 + random.nextInt(3));
            boolean dies = random.nextBoolean();
            Hand.ask((dies ? "kill " : "stop ") + daemon);
            try {
                watch(span, launches, services);
            } finally {
                Hand.ask((dies ? "start " : "cont ") + daemon);
            }
            campaign.count("faults", 1);
            Testbed.await(
                    "all is known again after " + daemon,
                    Duration.ofMinutes(3),
                    () -> services.stream().allMatch(id -> isKnownAndHealthy(launches, id)),
                    () -> services.stream().map(launches::live).toList().toString());
        }
        launchDuring("slurmctld", launches, model);
    }

    /** A launch into a cluster that stands still comes to its one job when the cluster moves again. */
    private void launchDuring(String daemon, Launches launches, EngineModel model) {
        Hand.ask("stop " + daemon);
        String id;
        try {
            id = launches.launch(model.order("during"));
        } finally {
            Hand.ask("cont " + daemon);
        }
        launches.await(id, "healthy");
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
        campaign.count("launches", 1);
    }

    private void watch(Duration span, Launches launches, List<String> services) {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            for (String id : services) {
                if (ENDED.contains(launches.status(id))) {
                    campaign.count("false", 1);
                    assertThat(launches.live(id))
                            .as("ended though its job runs")
                            .isNull();
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static boolean isKnownAndHealthy(Launches launches, String id) {
        return launches.status(id).equals("healthy") && launches.live(id).isNull("unknown_since");
    }

    private static String foreignJob() {
        return Testbed.run(
                "sbatch",
                "--parsable",
                "-p",
                "cpu",
                "--mem=1G",
                "--time=3:00:00",
                "-o",
                "/dev/null",
                "--wrap",
                "sleep 10000");
    }
}
