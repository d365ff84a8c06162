package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.blackfish.cluster.Eventually;
import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop with its threads and its poller, on the real clock. */
class ReconcilerTest {
    @TempDir
    private Path folder;

    private TestWorld world;
    private Reconciler reconciler;
    private Launcher launcher;

    @BeforeEach
    void furnish() {
        world = new TestWorld(
                folder,
                Clock.systemUTC(),
                Map.of("BLACKFISH_POLL_STARTING", "100ms", "BLACKFISH_POLL_ACTIVE", "100ms"));
        Launching launching = world.launching();
        launcher = world.launcher(launching);
        reconciler = world.reconciler(launching);
    }

    @AfterEach
    void stop() {
        reconciler.stop();
    }

    @Test
    void withoutALiveServiceSlurmIsNeverAsked() {
        reconciler.start();
        world.watchers.somebodyWatches();
        pass(Duration.ofSeconds(2));
        assertThat(world.cluster.looks()).isZero();
        assertThat(new SlurmView(reconciler, world.schedulers).asOf()).isEmpty();
    }

    @Test
    void aLaunchedServiceBecomesReadyAndAStopEndsItAndThenNobodyIsAskedAnyMore() throws IOException {
        reconciler.start();
        Service service = launcher.launch(LaunchOrder.of("chat", "local/tiny"));
        within("pending", () -> status(service) == Status.PENDING);
        world.cluster.all(JobState.RUNNING, "");
        try (FakeEngine engine = new FakeEngine(world.keys.of(service.id()))) {
            becomesHealthy(service, engine);
            assertThat(world.door.ready()).hasSize(1);
            world.life.stop(service.id());
            within("signalled", () -> world.cluster.ended().contains("signal 101"));
            world.cluster.all(JobState.COMPLETED, "0:0");
            within("stopped", () -> status(service) == Status.STOPPED);
        }
        within("no need", () -> looksIn(Duration.ofSeconds(1)) == 0);
        assertThat(world.news).extracting(ServiceChanged::status).last().isEqualTo(Status.STOPPED);
    }

    @Test
    void everyFreshPictureIsToldAndATroubleOnce() {
        reconciler.start();
        launcher.launch(LaunchOrder.of("chat", "local/tiny"));
        within("two pictures", () -> world.looks.size() >= 2);
        world.cluster.silent = true;
        within("trouble", () -> world.looks.getLast().trouble() != null);
        int told = world.looks.size();
        assertThat(world.looks.getLast().asOf())
                .isEqualTo(world.looks.get(told - 2).asOf());
        int before = world.cluster.looks();
        within("further failures", () -> world.cluster.looks() > before + 2);
        assertThat(world.looks).hasSize(told);
        world.cluster.silent = false;
        within("well again", () -> world.looks.getLast().trouble() == null);
    }

    /** Its end was committed, but the answer and with it the news were lost, and then somebody removed it. */
    @Test
    void nobodyFollowsARowThatWasRemoved() {
        reconciler.start();
        Service service = launcher.launch(LaunchOrder.of("chat", "local/tiny"));
        within("pending", () -> status(service) == Status.PENDING);
        world.services.change(
                service.id(),
                row -> row.ended(Status.FAILED, "It failed.", Clock.systemUTC().instant()));
        assertThat(world.life.delete(service.id()).removed()).isTrue();
        within("no need", () -> looksIn(Duration.ofSeconds(1)) == 0);
    }

    @Test
    void aSecondLifeOfTheProgramTakesUpWhatTheFirstLeft() throws IOException {
        Service service = launcher.launch(LaunchOrder.of("chat", "local/tiny"));
        world.cluster.all(JobState.RUNNING, "");
        try (FakeEngine engine = new FakeEngine(world.keys.of(service.id()))) {
            reconciler.start();
            becomesHealthy(service, engine);
            reconciler.stop();
            Reconciler next = world.reconciler(world.launching());
            next.start();
            within("asked again", () -> world.door.ready().size() == 1);
            next.stop();
        }
        assertThat(world.cluster.submitted).hasSize(1);
    }

    @Test
    void anEngineThatDiesIsNoticedAndItsEndConfirmedByOneLook() throws IOException {
        reconciler.start();
        Service service = launcher.launch(LaunchOrder.of("chat", "local/tiny"));
        world.cluster.all(JobState.RUNNING, "");
        try (FakeEngine engine = new FakeEngine(world.keys.of(service.id()))) {
            becomesHealthy(service, engine);
        }
        world.cluster.all(JobState.FAILED, "1:0");
        within("failed", () -> status(service) == Status.FAILED);
    }

    private void becomesHealthy(Service service, FakeEngine engine) {
        within("healthy", () -> {
            world.says(service, "serving", engine.port());
            return status(service) == Status.HEALTHY;
        });
    }

    private Status status(Service service) {
        return world.services.get(service.id()).status();
    }

    private int looksIn(Duration time) {
        int before = world.cluster.looks();
        pass(time);
        return world.cluster.looks() - before;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void within(String what, BooleanSupplier condition) {
        Eventually.within(Duration.ofSeconds(30), what, condition);
    }
}
