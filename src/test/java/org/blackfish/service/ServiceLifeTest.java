package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLifeTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private TestWorld world;
    private Service service;

    @BeforeEach
    void launch() {
        world = new TestWorld(folder, clock);
        service = world.launcher(world.launching()).launch(LaunchOrder.of("chat", "local/tiny"));
    }

    @Test
    void aStopIsAskedForOnceAndShownAsDraining() {
        Service first = world.life.stop(service.id());
        assertThat(first.phase()).isEqualTo(Phase.DRAINING);
        assertThat(first.status()).isEqualTo(Status.SUBMITTED);
        assertThat(world.life.stop(service.id()).version()).isEqualTo(first.version());
    }

    @Test
    void aNameMeansTheServiceThatNobodyWantsGone() {
        world.life.stop(service.id());
        assertThat(world.services.get(service.id()).isWanted()).isFalse();
        assertThat(world.services.findByName("chat")).map(Service::id).contains(service.id());
        Service next = world.launcher(world.launching()).launch(LaunchOrder.of("chat", "local/tiny"));
        assertThat(world.services.findByName("chat")).map(Service::id).contains(next.id());
        clock.pass(Duration.ofSeconds(1));
        Service newest = world.launcher(world.launching()).launch(LaunchOrder.of("chat", "local/tiny"));
        world.life.stop(newest.id());
        assertThat(world.services.findByName("chat")).map(Service::id).contains(next.id());
    }

    @Test
    void aLiveServiceIsNotDeletedAndTheAnswerSaysWhatToDo() {
        assertThat(world.life.delete(service.id()))
                .isEqualTo(new Removal(service.id(), false, "The service \"chat\" is submitted; stop it first."));
        assertThat(world.life.delete(ServiceFilter.any())).isEmpty();
        assertThat(world.life.prune()).isZero();
        assertThat(world.services.find(service.id())).isPresent();
    }

    @Test
    void deletingAnEndedServiceRemovesItsRowKeyScriptAndLog() {
        end();
        assertThat(world.life.prune()).isEqualTo(1);
        assertThat(world.services.find(service.id())).isEmpty();
        assertThat(world.removed).containsExactly(service.id());
        assertThat(service.workDirectory()).doesNotExist();
        assertThatThrownBy(() -> world.keys.of(service.id())).isInstanceOf(UnknownItem.class);
        assertThatThrownBy(() -> world.life.delete(service.id())).isInstanceOf(UnknownItem.class);
    }

    /** The answer to the first may have been lost, and with it what the followers are told. */
    @Test
    void aStopThatIsAskedForAgainIsToldAgainAndKeepsItsTime() {
        Instant first = Objects.requireNonNull(world.life.stop(service.id()).stopAskedAt());
        world.news.clear();
        assertThat(world.life.stop(service.id()).stopAskedAt()).isEqualTo(first);
        assertThat(world.news).extracting(ServiceChanged::phase).containsExactly(Phase.DRAINING);
    }

    @Test
    void anEndedServiceIsLeftAsItIsByAStop() {
        end();
        assertThat(world.life.stop(service.id()).status()).isEqualTo(Status.FAILED);
        assertThat(world.services.get(service.id()).isStopAsked()).isFalse();
    }

    @Test
    void theDoorOfAServiceThatIsNotReadySaysItsPhase() {
        assertThatThrownBy(() -> world.door.open(service.id()))
                .isInstanceOf(WrongState.class)
                .hasMessage("The service \"chat\" is queued (submitted).");
    }

    @Test
    void useIsNotedAtMostOnceAMinute() {
        world.door.used(service.id());
        var first = world.services.get(service.id()).lastUsedAt();
        clock.pass(Duration.ofSeconds(30));
        world.door.used(service.id());
        assertThat(world.services.get(service.id()).lastUsedAt()).isEqualTo(first);
        clock.pass(Duration.ofSeconds(31));
        world.door.used(service.id());
        assertThat(world.services.get(service.id()).lastUsedAt()).isEqualTo(clock.instant());
    }

    private void end() {
        world.services.change(service.id(), row -> row.ended(Status.FAILED, "It failed.", clock.instant()));
    }
}
