package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Our program dies between any two lines of a launch: afterwards there is exactly one row and one job. Before there is a
 * row: see {@link LeftoversE2E}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillDuringLaunchE2E {
    private final Server server = Server.start(Server.PREFIX, EngineModel.SETTINGS);
    private final Launches launches = new Launches(server);
    private final EngineModel model = EngineModel.in(server, "kill", "{}");

    @BeforeEach
    void noFaultYet() {
        Testbed.noFault("sbatch");
    }

    @AfterEach
    void noServiceAnyMore() {
        Testbed.noFault("sbatch");
        server.delete("/api/services");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void beforeSbatchHasSubmitted() {
        Testbed.fault("sbatch", "pause-before");
        launchInTheBackground("before-submission");
        server.kill();
        release();
        oneRowAndOneJob();
    }

    @Test
    @Tag("heavy")
    void beforeSbatchThatNeverComesToSubmit() {
        Testbed.fault("sbatch", "pause-before");
        launchInTheBackground("never-submitted");
        server.kill();
        Testbed.run("pkill", "-KILL", "-u", System.getProperty("user.name"), "-f", "shims/sbatch");
        Testbed.noFault("sbatch");
        oneRowAndOneJob();
    }

    @Test
    void afterSbatchHasSubmittedAndBeforeItSaidSo() {
        Testbed.fault("sbatch", "pause-after");
        launchInTheBackground("after-submission");
        server.kill();
        release();
        oneRowAndOneJob();
    }

    @Test
    @Tag("heavy")
    void inOrderBeforeSbatchHasSubmitted() {
        Testbed.fault("sbatch", "pause-before");
        launchInTheBackground("asked-to-stop");
        server.close();
        release();
        oneRowAndOneJob();
    }

    @Test
    void inOrderDuringAnSbatchThatWasBegunAfterARestartAndHangs() {
        Testbed.fault("sbatch", "pause-before");
        launchInTheBackground("asked-to-stop-twice");
        server.kill();
        Testbed.run("pkill", "-KILL", "-u", System.getProperty("user.name"), "-f", "shims/sbatch");
        Testbed.noFault("sbatch");
        Testbed.fault("sbatch", "pause-before");
        server.restart();
        Testbed.await("sbatch was called again", KillDuringLaunchE2E::sbatchIsReached);
        server.close();
        Testbed.noFault("sbatch");
        server.restart();
        String id = oneRow();
        launches.await(id, "healthy");
        release();
        assertThat(launches.jobs(id))
                .as("the sbatch of before has ended unheard")
                .isEqualTo(1);
        launches.stop(id);
    }

    @Test
    void afterTheJobIdWasWrittenDown() {
        String id = launches.launch(model.order("written-down"));
        server.kill();
        assertThat(id).isNotBlank();
        oneRowAndOneJob();
    }

    private void launchInTheBackground(String name) {
        var launching = CompletableFuture.runAsync(() -> {
            try {
                server.post("/api/services", model.order(name).build().toString());
            } catch (RuntimeException killed) {
                // The server is killed under this request; what counts is what is found afterwards.
            }
        });
        assertThat(launching).isNotNull();
        Testbed.await("sbatch was called", KillDuringLaunchE2E::sbatchIsReached);
    }

    private static boolean sbatchIsReached() {
        return Files.exists(Testbed.prefix().resolve("faults/sbatch.reached"));
    }

    private static void release() {
        Testbed.write(Testbed.prefix().resolve("faults/sbatch.go"), "");
        Testbed.await(
                "the paused sbatch has ended",
                () -> Testbed.run("pgrep", "-u", System.getProperty("user.name"), "-f", "shims/sbatch")
                        .isEmpty());
        Testbed.noFault("sbatch");
    }

    private void oneRowAndOneJob() {
        server.restart();
        String id = oneRow();
        launches.await(id, "healthy");
        assertThat(launches.jobs(id)).isEqualTo(1);
        launches.stop(id);
    }

    private String oneRow() {
        assertThat(services()).hasSize(1);
        return services().getJsonObject(0).getString("id");
    }

    private JsonArray services() {
        return Server.parse(server.get("/api/services").body()).asJsonArray();
    }
}
