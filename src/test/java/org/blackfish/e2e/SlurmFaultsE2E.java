package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slurm answers late, nonsense or not at all; jobs end in ways that nobody asked for. */
class SlurmFaultsE2E {
    private static Server server;
    private static Launches launches;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new java.util.HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_COMMAND_DEADLINE", "2s");
        server = Server.start(Server.PREFIX, settings);
        launches = new Launches(server);
    }

    @AfterEach
    void noFault() {
        for (String tool : new String[] {"sbatch", "squeue", "sacct", "scancel"}) {
            Testbed.noFault(tool);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "empty",
                "fail 1 slurm_load_jobs error: Unable to contact slurm controller",
                "hang 60",
                "nonsense ???"
            })
    void aQueueThatDoesNotAnswerMakesTheStateUnknownAndNeverFailed(String fault) {
        String id = healthy("unknown-" + fault.charAt(0));
        Testbed.fault("squeue", fault);
        Testbed.await("the state is unknown", () -> !launches.live(id).isNull("unknown_since"));
        assertThat(launches.status(id)).isEqualTo("healthy");
        Testbed.noFault("squeue");
        Testbed.await("the state is known again", () -> launches.live(id).isNull("unknown_since"));
        assertThat(launches.status(id)).isEqualTo("healthy");
        launches.stop(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
    }

    @Test
    void sbatchsOwnRefusalIsShown() {
        EngineModel model = EngineModel.in(server, "refused", "{}");
        Testbed.fault("sbatch", "fail 1 sbatch: error: Batch job submission failed: Invalid account");
        HttpResponse<String> answer =
                server.post("/api/services", model.order("refused").build().toString());
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Batch job submission failed: Invalid account");
    }

    @Test
    void anSbatchThatHangsIsNotAFailedLaunch() {
        EngineModel model = EngineModel.in(server, "hanging", "{}");
        Testbed.fault("sbatch", "hang 60");
        String id = launches.launch(model.order("hanging"));
        assertThat(launches.status(id)).isEqualTo("submitted");
        assertThat(launches.live(id).getString("reason")).contains("Whether Slurm has the job is being looked up.");
        Testbed.noFault("sbatch");
        launches.await(id, "healthy");
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
    }

    @Test
    void anSbatchThatTalksNonsenseIsLookedUpBeforeItIsRepeated() {
        EngineModel model = EngineModel.in(server, "nonsense", "{}");
        Testbed.fault("sbatch", "nonsense hello world");
        String id = launches.launch(model.order("nonsense"));
        assertThat(launches.live(id).getString("reason"))
                .contains("Whether Slurm has the job is being looked up.", "hello world");
        Testbed.noFault("sbatch");
        launches.await(id, "healthy");
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "then-fail 1 sbatch: error: Batch job submission failed: Unexpected missing socket error",
                "then-nonsense <html> 42",
                "then-die"
            })
    void anSbatchThatSubmitsWithoutSayingSoIsOneServiceAndOneJobThatBecomesReady(String fault) {
        String name = fault.split(" ")[0];
        EngineModel model = EngineModel.in(server, name, "{}");
        Testbed.fault("sbatch", fault);
        String id = launches.launch(model.order(name));
        Testbed.noFault("sbatch");
        launches.await(id, "healthy");
        assertThat(server.get("/api/services?name=" + name).headers().firstValue("X-Total-Count"))
                .hasValue("1");
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
        assertThat(launches.jobs(id)).isEqualTo(1);
    }

    @Test
    void aQueueThatIsOnlySlowIsAnAnswerAndFailsNothing() {
        String id = healthy("slow");
        long looks = Testbed.calls(" squeue ");
        Testbed.fault("squeue", "slow 0.5");
        Testbed.await("the queue was looked at twice more", () -> Testbed.calls(" squeue ") > looks + 2);
        assertThat(launches.status(id)).isEqualTo("healthy");
        assertThat(launches.live(id).isNull("unknown_since")).isTrue();
        Testbed.fault("squeue", "slow 60");
        Testbed.await("the state is unknown", () -> !launches.live(id).isNull("unknown_since"));
        assertThat(launches.status(id)).isEqualTo("healthy");
        Testbed.noFault("squeue");
        launches.stop(id);
    }

    @Test
    void aJobCancelledFromOutsideIsStopped() {
        String id = healthy("cancelled");
        Testbed.run("scancel", launches.jobId(id));
        launches.await(id, "stopped");
        assertThat(launches.live(id).getString("reason")).containsIgnoringCase("cancel");
    }

    @Test
    void anEngineThatDiesIsAFailureWithItsExitCodeInWords() {
        EngineModel model = EngineModel.in(server, "dies", "{\"exit_after_seconds\": 3, \"exit_code\": 3}");
        String id = launches.launch(model.order("dies"));
        launches.await(id, "failed");
        JsonObject live = launches.live(id);
        assertThat(live.getString("reason")).contains("exit code 3");
        assertThat(live.getJsonObject("slurm").getString("state")).isEqualTo("FAILED");
    }

    @Test
    void aStopIsRepeatedUntilTheQueueConfirmsIt() {
        String id = healthy("stubborn");
        long before = Testbed.calls("scancel");
        Testbed.fault("scancel", "fail 1 scancel: error: Kill job error on job id: Socket timed out");
        assertThat(server.put("/api/services/" + id + "/stop", "{}").statusCode())
                .isEqualTo(200);
        Testbed.await("scancel was tried", () -> Testbed.calls("scancel") > before);
        assertThat(launches.status(id)).isNotEqualTo("stopped");
        Testbed.noFault("scancel");
        launches.await(id, "stopped");
    }

    @Test
    void aJobWhoseTimeIsUpIsATimeoutInWords() {
        String id = healthy("time-is-up");
        String job = launches.jobId(id);
        assertThat(Testbed.run("scontrol", "update", "jobid=" + job, "EndTime=now+1"))
                .isEmpty();
        launches.await(id, "timeout");
        JsonObject live = launches.live(id);
        assertThat(live.getString("reason")).isEqualTo("The job reached its time limit; launch it with a longer time.");
        assertThat(live.getJsonObject("slurm").getString("state")).isEqualTo("TIMEOUT");
        assertThat(live.getString("phase")).isEqualTo("ended");
    }

    private static String healthy(String name) {
        String id = launches.launch(EngineModel.in(server, name, "{}").order(name));
        launches.await(id, "healthy");
        return id;
    }
}
