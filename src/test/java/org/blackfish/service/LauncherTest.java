package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.Upstream;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final LaunchOrder ORDER = LaunchOrder.of("chat", "local/tiny");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private TestWorld world;
    private Launcher launcher;

    @BeforeEach
    void furnish() {
        world = new TestWorld(folder, clock);
        launcher = world.launcher(world.launching());
    }

    @Test
    void aLaunchLeavesRowScriptKeyAndOneJob() throws IOException {
        Service service = launcher.launch(ORDER);
        assertThat(service.jobId()).isEqualTo("101");
        assertThat(service.status()).isEqualTo(Status.SUBMITTED);
        assertThat(service.port()).isEqualTo(8080);
        assertThat(world.cluster.submitted).containsExactly(service.workDirectory());
        Path key = service.workDirectory().resolve("key");
        assertThat(Files.readString(key).strip())
                .isEqualTo(world.keys.of(service.id()).value());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(service.workDirectory())))
                .isEqualTo("rwx------");
        assertThat(world.log.script(service.id()))
                .contains(Files.readString(service.workDirectory().resolve("start.sh")));
        assertThat(world.log.script(service.id()).orElseThrow())
                .doesNotContain(Files.readString(key).strip());
    }

    @Test
    void aLaunchOfVllmLeavesTheGuardThatItsScriptMounts() throws IOException {
        Service service = launcher.launch(new Order("guarded", "org/big").build());
        Path guard = service.workDirectory().resolve("blackfish_guard.py");
        assertThat(Files.readString(guard)).contains("class Guard:");
        assertThat(world.log.script(service.id()).orElseThrow())
                .contains("--bind '" + guard + ":/blackfish/blackfish_guard.py:ro'");
    }

    @Test
    void theTimeOfTheSubmissionIsTakenAfterTheFilesWereWritten() {
        AtomicReference<Instant> now = new AtomicReference<>(clock.instant());
        InstantSource ticking = () -> now.updateAndGet(before -> before.plusSeconds(6));
        TestWorld slow = new TestWorld(folder.resolve("slow"), ticking.withZone(ZoneOffset.UTC));
        Service service = slow.launcher(slow.launching()).launch(ORDER);
        LaunchNote note =
                slow.folders.note(LaunchPlace.of(service), service.id()).orElseThrow();
        assertThat(service.submittingSince()).isAfter(note.createdAt());
    }

    @Test
    void liveServicesHaveDifferentPorts() {
        assertThat(List.of(launcher.launch(ORDER).port(), launcher.launch(ORDER).port()))
                .containsExactly(8080, 8081);
    }

    @Test
    void aGivenKeyIsTaken() {
        Service service = launcher.launch(
                new Order("chat", "local/tiny").key(new Secret("mine")).build());
        assertThat(world.keys.of(service.id())).isEqualTo(new Secret("mine"));
    }

    @Test
    void aWrongOrderLeavesNothing() {
        assertThatThrownBy(() -> launcher.launch(LaunchOrder.of("chat", "local/none")))
                .isInstanceOf(InvalidInput.class);
        assertThat(world.services.list(ServiceFilter.any())).isEmpty();
        assertThat(world.home.resolve("keys")).doesNotExist();
    }

    @Test
    void aRefusalOfSbatchIsThrownAndStaysOnRecordWithSlurmsOwnMessage() {
        world.cluster.sbatch = FakeCluster.Sbatch.REFUSES;
        assertThatThrownBy(() -> launcher.launch(ORDER))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("invalid partition specified: nope");
        Service failed = world.services.list(ServiceFilter.any()).getFirst();
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.reason()).contains("invalid partition specified: nope");
        assertThat(failed.workDirectory().resolve("key")).doesNotExist();
    }

    @Test
    void aLaunchThatIsRefusedAfterAStopWasAskedForIsStopped() {
        Launching launching = world.launching();
        UUID id = UUID.randomUUID();
        Service asRead = launching.recordIntent(ORDER, world.planner.plan(ORDER, id), id);
        world.life.stop(id);
        world.cluster.sbatch = FakeCluster.Sbatch.REFUSES;
        assertThatThrownBy(() -> launching.submit(asRead)).isInstanceOf(CommandFailed.class);
        assertThat(world.services.get(id).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void anSbatchThatHangsLeavesASubmittedServiceWithoutNumber() {
        world.cluster.sbatch = FakeCluster.Sbatch.HANGS_AND_SUBMITS;
        Service service = launcher.launch(ORDER);
        assertThat(service.jobId()).isNull();
        assertThat(service.status()).isEqualTo(Status.SUBMITTED);
        assertThat(service.reason()).contains("being looked up");
    }

    @Test
    void theSameIdempotencyKeyAnswersWithTheSameService() {
        LaunchOrder order = new Order("chat", "local/tiny").once("click-1").build();
        Service first = launcher.launch(order);
        assertThat(launcher.launch(order).id()).isEqualTo(first.id());
        assertThat(world.cluster.submitted).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherOrderIsRefusedAndLaunchesNothing() {
        launcher.launch(new Order("chat", "local/tiny").once("click-1").build());
        for (Order other : List.of(
                new Order("talk", "local/tiny"),
                new Order("chat", "local/tiny").arguments("--x"),
                new Order("chat", "local/tiny").variables(Map.of("A", "1")),
                new Order("chat", "local/tiny").idle(5),
                new Order("chat", "local/tiny").numbers(1, 1, 0))) {
            assertThatThrownBy(() -> launcher.launch(other.once("click-1").build()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("\"click-1\" was used in the last 24 hours to launch \"chat\"");
        }
        assertThat(world.cluster.submitted).hasSize(1);
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        LaunchOrder order = new Order("chat", "local/tiny").once("click-1").build();
        Service first = launcher.launch(order);
        clock.pass(Duration.ofHours(23));
        assertThat(launcher.launch(order).id()).isEqualTo(first.id());
        clock.pass(Duration.ofHours(1));
        assertThat(launcher.launch(order).id()).isNotEqualTo(first.id());
        assertThat(world.cluster.submitted).hasSize(2);
    }

    @Test
    void aRefusedLaunchIsToldAgainForItsKeyInsteadOfLookingLikeASuccess() {
        LaunchOrder order = new Order("chat", "local/tiny").once("click-1").build();
        world.cluster.sbatch = FakeCluster.Sbatch.REFUSES;
        assertThatThrownBy(() -> launcher.launch(order)).isInstanceOf(CommandFailed.class);
        world.cluster.sbatch = FakeCluster.Sbatch.WORKS;
        assertThatThrownBy(() -> launcher.launch(order))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("came to nothing")
                .hasMessageContaining("invalid partition specified: nope")
                .hasMessageContaining("new key");
        assertThat(world.cluster.submitted).isEmpty();
    }

    @Test
    void ofTwoOrdersWithOneKeyThatPassTheCheckTogetherTheSecondLeavesNothing() throws IOException {
        LaunchOrder order = new Order("chat", "local/tiny").once("click-1").build();
        Launching launching = world.launching();
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Service first = launching.recordIntent(order, world.planner.plan(order, one), one);
        Service second = launching.recordIntent(order, world.planner.plan(order, other), other);
        assertThat(second.id()).isEqualTo(first.id());
        try (var left = Files.list(world.home.resolve("jobs"))) {
            assertThat(left).hasSize(1);
        }
        try (var left = Files.list(world.home.resolve("keys"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void theSchedulersOpinionOfAScriptStoresNothing() {
        assertThat(launcher.test(launcher.plan(ORDER)))
                .isEqualTo(new SlurmOpinion.Accepted(
                        "Slurm would take the job and run it on g1 in partition gpu.",
                        Instant.parse("2026-11-22T12:05:00Z")));
        assertThat(world.services.list(ServiceFilter.any())).isEmpty();
    }

    @Test
    void aRefusalOfATestIsAnOpinionAndSilenceIsNone() {
        LaunchPlan plan = launcher.plan(ORDER);
        world.cluster.testFails =
                new CommandFailed("localhost", List.of("sbatch"), 1, "allocation failure: invalid account\n");
        assertThat(launcher.test(plan)).isEqualTo(new SlurmOpinion.Refused("allocation failure: invalid account"));
        world.cluster.testFails = new DeadlinePassed("sbatch", "localhost", Duration.ofSeconds(20));
        assertThat(launcher.test(plan)).isInstanceOf(SlurmOpinion.Unknown.class);
        assertThat(launcher.test(plan).words())
                .startsWith("Slurm did not answer in time, so it is unknown whether it would take the job.");
        world.cluster.testFails = new Upstream("sbatch", 0, "Slurm on localhost did not answer: no.");
        assertThat(launcher.test(plan)).isInstanceOf(SlurmOpinion.Unknown.class);
    }
}
