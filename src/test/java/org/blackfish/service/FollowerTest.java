package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.blackfish.cluster.JobReport;
import org.blackfish.cluster.JobState;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;

class FollowerTest extends FollowedService {
    @Test
    void aServiceGoesFromQueuedOverStartingAndLoadingToReady() throws IOException {
        look();
        assertThat(now().status()).isEqualTo(Status.PENDING);
        assertThat(now().reason()).startsWith("Waiting for enough free resources");
        world.cluster.all(JobState.RUNNING, "");
        look();
        assertThat(now().phase()).isEqualTo(Phase.STARTING);
        try (FakeEngine engine = new FakeEngine(world.keys.of(service.id()))) {
            engine.health = 503;
            says("prepared", engine.port());
            step();
            assertThat(now().phase()).isEqualTo(Phase.LOADING);
            says("serving", engine.port());
            step();
            assertThat(now().status()).isEqualTo(Status.STARTING);
            engine.health = 200;
            step();
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
            assertThat(now().phase()).isEqualTo(Phase.READY);
            Door door = world.door.open(service.id());
            assertThat(door.port()).isEqualTo(engine.port());
            assertThat(door.names()).containsExactly("local/tiny", "chat");
        }
    }

    @Test
    void aHealthyServiceThatFailsOnceIsAskedAgainBeforeItIsCalledUnhealthy() throws IOException {
        try (FakeEngine engine = healthy()) {
            engine.health = 500;
            clock.pass(LOOK);
            follower.step(true);
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
            step();
            assertThat(now().status()).isEqualTo(Status.UNHEALTHY);
            assertThat(now().reason()).contains("HTTP 500");
            assertThat(now().phase()).isEqualTo(Phase.READY);
            engine.health = 200;
            step();
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
        }
    }

    @Test
    void aSilentSlurmChangesNothingButSinceWhenNothingIsKnown() throws IOException {
        try (FakeEngine engine = healthy()) {
            world.cluster.silent = true;
            look();
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
            assertThat(now().unknownSince()).isEqualTo(clock.instant());
            world.cluster.silent = false;
            look();
            assertThat(now().unknownSince()).isNull();
            assertThat(engine.health).isEqualTo(200);
        }
    }

    @Test
    void afterARestartAHealthyServiceIsLedToAgainEvenWhileSlurmIsSilent() throws IOException {
        try (FakeEngine engine = healthy()) {
            world.endpoints.forget(service.id());
            world.cluster.silent = true;
            follower = world.followers(world.launching()).of(now());
            look();
            assertThatThrownBy(() -> world.door.open(service.id()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("being checked, as after a restart");
            step();
            beatAndStep(engine);
            assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
        }
    }

    @Test
    void aJobThatLeftTheQueueUnseenIsAskedForInAccountingOnceAndThenEverMoreSeldom() {
        look();
        world.cluster.forgetJobs();
        world.cluster.accounting = new JobReport.Undetermined("sacct failed");
        for (int i = 0; i < 40; i++) {
            look();
        }
        assertThat(now().status()).isEqualTo(Status.PENDING);
        assertThat(now().unknownSince()).isNotNull();
        assertThat(world.cluster.accountings).isBetween(4, 7);
        world.cluster.accounting = new JobReport.Seen(Jobs.job(JobState.TIMEOUT, "0:0"));
        clock.pass(Duration.ofHours(1));
        look();
        assertThat(now().status()).isEqualTo(Status.TIMEOUT);
    }

    @Test
    void aFailedJobSaysWhyInWordsAndItsKeyIsRemoved() {
        TestWorld.write(
                service.workDirectory().resolve("slurm-101.out"),
                "FATAL:   While checking container encryption: could not open image /x.sif: image format not"
                        + " recognized\n");
        world.cluster.accounting = new JobReport.Seen(Jobs.job(JobState.FAILED, "127:0"));
        world.cluster.all(JobState.FAILED, "");
        look();
        assertThat(now().status()).isEqualTo(Status.FAILED);
        assertThat(now().reason())
                .isEqualTo(
                        "The image's SIF file is damaged; stage it again." + " (Slurm says failed, exit code 127:0)");
        assertThat(now().exitCode()).isEqualTo("127:0");
        assertThat(service.workDirectory().resolve("key")).doesNotExist();
        assertThat(world.keys.of(service.id()).value()).isNotBlank();
    }

    @Test
    void anOldPictureOfTheQueueProvesNothingAboutANewJob() {
        var before = world.cluster.queue();
        world.cluster.all(JobState.RUNNING, "");
        clock.pass(Duration.ofSeconds(1));
        Follower young = world.followers(world.launching()).of(now());
        young.offer(before);
        young.see();
        assertThat(now().status()).isEqualTo(Status.SUBMITTED);
    }

    @Test
    void aRequeuedJobLosesItsOldEndpoint() throws IOException {
        try (FakeEngine engine = healthy()) {
            assertThat(engine.port()).isPositive();
            world.cluster.all(JobState.PENDING, "");
            look();
            assertThat(now().status()).isEqualTo(Status.PENDING);
            assertThat(now().phase()).isEqualTo(Phase.QUEUED);
            assertThat(service.workDirectory().resolve("endpoint.json")).doesNotExist();
        }
    }

    @Test
    void aJobThatSaysThatItRunsIsLookedAtBeforeTheNextTurnOfThePoller() {
        look();
        clock.pass(Duration.ofSeconds(1));
        follower.step(true);
        assertThat(follower.wantsConfirmation(clock.instant())).isFalse();
        says("prepared", 20001);
        step();
        assertThat(follower.wantsConfirmation(clock.instant())).isTrue();
        step();
        assertThat(follower.wantsConfirmation(clock.instant())).isFalse();
    }

    @Test
    void aWatcherThatFallsSilentMakesTheServiceUnhealthyAndNothingReachesThePortUntilItSpeaksAgain()
            throws IOException {
        try (FakeEngine engine = healthy()) {
            assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
            clock.pass(Heartbeat.SILENCE);
            int asked = engine.paths.size();
            assertThatThrownBy(() -> world.door.open(service.id()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("its job's watcher has not been heard of for 20 s");
            step();
            step();
            assertThat(now().status()).isEqualTo(Status.UNHEALTHY);
            assertThat(now().reason()).startsWith("The job's watcher has not been heard of for 20 s");
            assertThat(world.door.ready()).isEmpty();
            look();
            step();
            assertThat(now().status()).isEqualTo(Status.UNHEALTHY);
            assertThat(engine.paths).hasSize(asked);
            beatAndStep(engine);
            beatAndStep(engine);
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
            assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
        }
    }

    @Test
    void theDoorReadsTheWatchersWordItselfButNotForEveryCaller() throws IOException {
        try (FakeEngine engine = healthy()) {
            clock.pass(Duration.ofSeconds(3));
            assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
            says("prepared", engine.port());
            clock.pass(Duration.ofSeconds(2));
            assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
            clock.pass(Duration.ofSeconds(1));
            assertThatThrownBy(() -> world.door.open(service.id()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("no longer listens");
        }
    }

    @Test
    void aSilentWatcherClosesTheDoorEvenWhileSlurmIsSilentToo() throws IOException {
        try (FakeEngine engine = healthy()) {
            world.cluster.silent = true;
            for (int i = 0; i < 4; i++) {
                says("serving", engine.port());
                clock.pass(Duration.ofSeconds(11));
                follower.step(false);
                assertThat(world.door.open(service.id()).port()).isEqualTo(engine.port());
            }
            look();
            clock.pass(Heartbeat.SILENCE);
            assertThatThrownBy(() -> world.door.open(service.id()))
                    .isInstanceOf(WrongState.class)
                    .hasMessageContaining("not been heard of");
            assertThat(now().status()).isEqualTo(Status.HEALTHY);
        }
    }

    @Test
    void aUseWhileAnEngineIsLookedAtDropsNoDecision() throws IOException {
        try (FakeEngine engine = healthy()) {
            engine.health = 500;
            clock.pass(LOOK);
            follower.step(true);
            engine.onRequest = () -> world.door.used(service.id());
            beatAndStep(engine);
            assertThat(now().lastUsedAt()).isEqualTo(clock.instant());
            assertThat(now().status()).isEqualTo(Status.UNHEALTHY);
        }
    }
}
