package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a cluster does to a running job: suspended, put back into the queue, pushed aside, its node lost. */
class JobFateCampaignE2E {
    private final Campaign campaign = new Campaign("job-fates", 1, 10);

    @Test
    void aJobThatTheClusterTreatsBadlyIsReportedAsItIs() throws Exception {
        try (Server server = Server.start("", EngineModel.SETTINGS)) {
            Launches launches = new Launches(server);
            EngineModel model = EngineModel.in(server, "fates", "{}");
            campaign.run(random -> leg(random, launches, model));
        }
    }

    private void leg(Random random, Launches launches, EngineModel model) {
        List<Runnable> fates = new ArrayList<>(List.of(
                () -> suspended(launches, model),
                () -> requeued(launches, model),
                () -> pushedAside(launches, model),
                () -> nodeLost(launches, model)));
        Collections.shuffle(fates, random);
        fates.forEach(fate -> {
            fate.run();
            campaign.count("fates", 1);
        });
    }

    private static void suspended(Launches launches, EngineModel model) {
        String id = healthy(launches, model, "suspended");
        Hand.ask("scontrol suspend " + launches.jobId(id));
        launches.await(id, "unhealthy");
        assertThat(launches.live(id).getString("reason")).containsIgnoringCase("suspended");
        Hand.ask("scontrol resume " + launches.jobId(id));
        launches.await(id, "healthy");
        launches.stop(id);
    }

    private static void requeued(Launches launches, EngineModel model) {
        String id = healthy(launches, model, "requeued");
        String job = launches.jobId(id);
        Hand.ask("scontrol requeue " + job);
        Testbed.await("it waits again", () -> !launches.status(id).equals("healthy"));
        assertThat(launches.status(id)).isIn("pending", "starting");
        startAgain(job);
        launches.await(id, "healthy");
        assertThat(launches.jobId(id)).isEqualTo(job);
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
    }

    private static void pushedAside(Launches launches, EngineModel model) {
        String id = healthy(launches, model, "pushed-aside");
        String urgent = Testbed.run(
                "sbatch",
                "--parsable",
                "-p",
                "urgent",
                "-n1",
                "-c32",
                "--mem=1G",
                "-o",
                "/dev/null",
                "--wrap",
                "sleep 1000");
        try {
            Testbed.await("it waits again", () -> !launches.status(id).equals("healthy"));
            assertThat(launches.status(id)).isIn("pending", "starting");
        } finally {
            Testbed.run("scancel", urgent);
        }
        startAgain(launches.jobId(id));
        launches.await(id, "healthy");
        launches.stop(id);
    }

    /** A node refuses a credential of the second in which it revoked the job's last one; Slurm then fails the job. */
    private static void startAgain(String job) {
        Instant later = Instant.now().plusSeconds(2);
        Testbed.await(
                "the node takes the job's next credential", () -> Instant.now().isAfter(later));
        Hand.ask("scontrol update jobid=" + job + " starttime=now");
    }

    private static void nodeLost(Launches launches, EngineModel model) {
        String id = healthy(launches, model, "node-lost");
        Hand.ask("scontrol update jobid=" + launches.jobId(id) + " requeue=0");
        Hand.ask("scontrol update nodename=c1 state=down reason=lost");
        try {
            launches.await(id, "failed");
            assertThat(launches.live(id).getJsonObject("slurm").getString("state"))
                    .isEqualTo("NODE_FAIL");
            assertThat(launches.live(id).getString("reason")).containsIgnoringCase("node");
        } finally {
            nodeBack();
        }
    }

    /** A node that still answers may have come back by itself, and is then refused to be resumed. */
    private static void nodeBack() {
        if (node().startsWith("down")) {
            Hand.ask("scontrol update nodename=c1 state=resume");
        }
        Testbed.await("the node is back", () -> List.of("idle", "mix").contains(node()));
    }

    private static String node() {
        return Testbed.run("sinfo", "-h", "-n", "c1", "-p", "cpu", "-o", "%t");
    }

    private static String healthy(Launches launches, EngineModel model, String name) {
        String id = launches.launch(model.order(name));
        launches.await(id, "healthy");
        return id;
    }
}
