package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program ends between two steps of a launch; the next start must end with one row and one job. */
class RecoveryTest {
    private static final LaunchOrder ORDER = LaunchOrder.of("chat", "local/tiny");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private TestWorld world;

    @BeforeEach
    void furnish() {
        world = new TestWorld(folder, clock);
    }

    @Test
    void killedAfterTheRowTheJobIsSubmittedOnceAfterItsAbsenceIsSettled() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        look(next, 1);
        assertThat(world.cluster.submitted).isEmpty();
        look(next, 10);
        assertThat(world.cluster.submitted).as("before the settled time").isEmpty();
        for (int i = 0; i < 20; i++) {
            look(next, 15);
        }
        assertThat(world.cluster.submitted).containsExactly(intent.workDirectory());
        assertThat(now(intent).jobId()).isEqualTo("101");
        assertThat(now(intent).status()).isEqualTo(Status.PENDING);
    }

    @Test
    void killedDuringOrAfterSbatchTheJobIsFoundByItsFolderAndAdopted() {
        Service intent = recordIntent();
        world.cluster.sbatch = FakeCluster.Sbatch.HANGS_AND_SUBMITS;
        world.launching().submit(intent);
        Follower next = afterRestart(now(intent));
        look(next, 1);
        assertThat(now(intent).jobId()).isEqualTo("101");
        look(next, 15);
        assertThat(now(intent).status()).isEqualTo(Status.PENDING);
        assertThat(world.cluster.submitted).hasSize(1);
    }

    @Test
    void anSbatchThatComesLateIsAdoptedAndNotDoubled() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        look(next, 1);
        look(next, 31);
        world.cluster.sbatch = FakeCluster.Sbatch.HANGS_AND_SUBMITS;
        world.launching().submit(now(intent));
        for (int i = 0; i < 20; i++) {
            look(next, 15);
        }
        assertThat(world.cluster.submitted).hasSize(1);
        assertThat(now(intent).jobId()).isEqualTo("101");
    }

    @Test
    void aSlurmThatDoesNotAnswerSettlesNothing() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        world.cluster.silent = true;
        for (int i = 0; i < 40; i++) {
            look(next, 60);
        }
        world.cluster.silent = false;
        world.cluster.accounting = new JobReport.Undetermined("sacct failed");
        for (int i = 0; i < 40; i++) {
            look(next, 60);
        }
        assertThat(world.cluster.submitted).isEmpty();
        assertThat(now(intent).status()).isEqualTo(Status.SUBMITTED);
        assertThat(now(intent).unknownSince()).isNotNull();
        assertThat(world.cluster.accountings).isBetween(2, 10);
    }

    @Test
    void aStopThatWasAskedForBeforeTheJobWasFoundSubmitsNothing() {
        Service intent = recordIntent();
        world.life.stop(intent.id());
        Follower next = afterRestart(now(intent));
        for (int i = 0; i < 20; i++) {
            look(next, 15);
        }
        assertThat(world.cluster.submitted).isEmpty();
        assertThat(now(intent).status()).isEqualTo(Status.STOPPED);
    }

    @Test
    void aSecondSubmissionWhoseAnswerIsLostIsSettledFromItsOwnTime() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        world.cluster.sbatch = FakeCluster.Sbatch.HANGS_AND_SUBMITS_NOTHING;
        for (int i = 0; i < 6; i++) {
            look(next, 15);
        }
        assertThat(now(intent).reason()).contains("being looked up");
        world.cluster.sbatch = FakeCluster.Sbatch.WORKS;
        look(next, 15);
        look(next, 15);
        look(next, 15);
        assertThat(world.cluster.submitted)
                .as("only 45 s after the second sbatch")
                .isEmpty();
        for (int i = 0; i < 4; i++) {
            look(next, 15);
        }
        assertThat(world.cluster.submitted).hasSize(1);
    }

    @Test
    void aJobNumberWhoseCommitWasNotAnsweredIsFollowedAllTheSame() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        JobId job = new JobId("101");
        world.services.change(intent.id(), row -> row.submitted(job, clock.instant()));
        world.cluster.add("101", JobState.RUNNING, intent.workDirectory());
        world.cluster.silent = true;
        lookUntold(next);
        world.cluster.silent = false;
        lookUntold(next);
        lookUntold(next);
        assertThat(now(intent).status()).isEqualTo(Status.STARTING);
        assertThat(world.cluster.submitted).isEmpty();
    }

    @Test
    void aRefusalWhoseCommitWasNotAnsweredIsToldAndItsKeyForgotten() {
        Service intent = recordIntent();
        Follower next = afterRestart(intent);
        world.services.change(intent.id(), row -> row.refused("No such partition.", clock.instant()));
        for (int i = 0; i < 20; i++) {
            lookUntold(next);
        }
        assertThat(world.news).extracting(ServiceChanged::status).contains(Status.FAILED);
        assertThat(intent.workDirectory().resolve("key")).doesNotExist();
        assertThat(world.cluster.submitted).isEmpty();
    }

    private Service recordIntent() {
        UUID id = UUID.randomUUID();
        return world.launching().recordIntent(ORDER, world.planner.plan(ORDER, id), id);
    }

    private Follower afterRestart(Service service) {
        return world.followers(world.launching()).of(service);
    }

    private void look(Follower follower, int secondsLater) {
        follower.changed();
        look(follower, Duration.ofSeconds(secondsLater));
    }

    /** A look without the news that somebody changed the row. */
    private void lookUntold(Follower follower) {
        look(follower, Duration.ofSeconds(15));
    }

    private void look(Follower follower, Duration later) {
        clock.pass(later);
        follower.offer(world.cluster.queue());
        follower.see();
    }

    private Service now(Service service) {
        return world.services.get(service.id());
    }
}
