package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.blackfish.cluster.JobState;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;

/** How a stop is carried out and confirmed. */
class StopTest extends FollowedService {
    @Test
    void aStopSignalsThenCancelsAndIsStoppedOnlyWhenTheQueueConfirmsIt() throws IOException {
        try (FakeEngine engine = healthy()) {
            world.life.stop(service.id());
            follower.changed();
            step();
            assertThat(world.cluster.ended()).containsExactly("signal 101");
            assertThat(now().phase()).isEqualTo(Phase.DRAINING);
            assertThat(engine.paths).isNotEmpty();
        }
        assertThatThrownBy(() -> world.door.open(service.id()))
                .isInstanceOf(WrongState.class)
                .hasMessageContaining("draining");
        clock.pass(Duration.ofSeconds(10));
        look();
        assertThat(world.cluster.ended()).containsExactly("signal 101", "cancel 101");
        assertThat(now().status()).isEqualTo(Status.HEALTHY);
        world.cluster.all(JobState.FAILED, "0:15");
        look();
        assertThat(now().status()).isEqualTo(Status.STOPPED);
        assertThat(now().reason()).isEqualTo("Stopped on request.");
    }

    @Test
    void aQueuedJobIsCancelledAtOnceAndAgainUntilItIsGone() {
        look();
        world.life.stop(service.id());
        follower.changed();
        step();
        assertThat(world.cluster.ended()).containsExactly("cancel 101");
        look();
        assertThat(world.cluster.ended()).containsExactly("cancel 101", "cancel 101");
        world.cluster.forgetJobs();
        look();
        assertThat(now().status()).isEqualTo(Status.STOPPED);
        assertThat(world.cluster.accountings).isZero();
    }

    @Test
    void aStopThatSlurmDoesNotTakeIsRepeatedEverMoreSeldomAndWithoutAnExtraLook() throws IOException {
        FakeEngine engine = healthy();
        engine.close();
        world.cluster.silent = true;
        world.cluster.cannotEnd = true;
        world.life.stop(service.id());
        follower.changed();
        for (int second = 0; second < 3600; second++) {
            step();
            assertThat(follower.wantsConfirmation(clock.instant())).isFalse();
        }
        assertThat(world.cluster.ended()).hasSizeBetween(10, 20);
        world.cluster.cannotEnd = false;
        clock.pass(Duration.ofMinutes(5));
        step();
        clock.pass(Duration.ofSeconds(2));
        assertThat(follower.wantsConfirmation(clock.instant())).isTrue();
    }

    @Test
    void aStopThatIsPendingAfterARestartEndsNothingBeforeTheQueueHasShownThatTheJobIsOurs() {
        look();
        world.life.stop(service.id());
        world.cluster.silent = true;
        follower = world.followers(world.launching()).of(now());
        for (int i = 0; i < 40; i++) {
            look();
            step();
        }
        assertThat(world.cluster.ended()).isEmpty();
        world.cluster.silent = false;
        look();
        assertThat(world.cluster.ended()).containsExactly("cancel 101");
        assertThat(now().isStopAsked()).isTrue();
    }

    @Test
    void aStopRightAfterSbatchNeedsNoLookToKnowItsJob() {
        Launching launching = world.launching();
        LaunchOrder order = LaunchOrder.of("young", "local/tiny");
        UUID id = UUID.randomUUID();
        Service intent = launching.recordIntent(order, world.planner.plan(order, id), id);
        follower = world.followers(launching).of(intent);
        launching.submit(intent);
        world.life.stop(id);
        follower.changed();
        step();
        assertThat(world.cluster.ended()).containsExactly("cancel 102");
    }
}
