package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.blackfish.cluster.JobState;
import org.blackfish.cluster.QueueAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one look means for three services of one cluster. */
class QueueRoundTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final List<Follower> alone = new ArrayList<>();
    private TestWorld world;
    private Launching launching;
    private List<Follower> followers;

    @BeforeEach
    void launch() {
        world = new TestWorld(folder, clock);
        launching = world.launching();
        Launcher launcher = world.launcher(launching);
        followers = Stream.of("one", "two", "three")
                .map(name -> world.followers(launching).of(launcher.launch(LaunchOrder.of(name, "local/tiny"))))
                .toList();
        world.observers.add(event -> followers.forEach(follower -> {
            if (follower.service().id().equals(event.id())) {
                follower.changed();
            }
        }));
        clock.pass(Duration.ofSeconds(15));
    }

    @Test
    void whatALookChangesIsCommittedTogetherAndToldOfEach() {
        world.news.clear();
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        assertThat(statuses()).containsOnly(Status.STARTING);
        assertThat(world.services.together).containsExactly(3);
        assertThat(world.news)
                .extracting(ServiceChanged::status)
                .containsExactly(Status.STARTING, Status.STARTING, Status.STARTING);
        assertThat(alone).isEmpty();
    }

    @Test
    void aLookThatChangesNothingWritesNothingAndIsSeenAllTheSame() {
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        long version = versions();
        clock.pass(Duration.ofSeconds(15));
        see(world.cluster.queue());
        assertThat(versions()).isEqualTo(version);
        assertThat(alone).isEmpty();
        assertThat(followers).allMatch(follower -> follower.offer(world.cluster.queue()));
    }

    @Test
    void aSilentSlurmLeavesAllAsTheyAreAndSaysSinceWhen() {
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        world.cluster.silent = true;
        see(world.cluster.queue());
        assertThat(statuses()).containsOnly(Status.STARTING);
        assertThat(rows()).allMatch(row -> clock.instant().equals(row.unknownSince()));
    }

    @Test
    void whatSomebodyChangedMeanwhileKeepsThatChangeAndTheOthersAreNotHeldUp() {
        UUID second = followers.get(1).service().id();
        world.services.change(second, row -> row.stopAsked("Enough.", clock.instant()));
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        assertThat(statuses()).containsExactly(Status.STARTING, Status.SUBMITTED, Status.STARTING);
        assertThat(world.services.get(second).isStopAsked()).isTrue();
        clock.pass(Duration.ofSeconds(15));
        see(world.cluster.queue());
        assertThat(world.services.get(second).phase()).isEqualTo(Phase.DRAINING);
        assertThat(world.cluster.ended()).startsWith("signal 102");
        assertThat(alone).containsExactly(followers.get(1), followers.get(1));
    }

    @Test
    void whatHasEndedIsSeenAloneSinceMoreIsAskedAndDoneThen() {
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        world.cluster.all(JobState.FAILED, "1:0");
        see(world.cluster.queue());
        assertThat(alone).containsExactlyElementsOf(followers);
        assertThat(statuses()).containsOnly(Status.FAILED);
    }

    @Test
    void aServiceWhoseJobHasLeftTheQueueIsSeenAloneSinceAccountingIsAsked() {
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        world.cluster.forgetJobs();
        see(world.cluster.queue());
        assertThat(alone).containsExactlyElementsOf(followers);
        assertThat(world.cluster.accountings).isEqualTo(3);
        assertThat(statuses()).containsOnly(Status.STARTING);
    }

    @Test
    void aLookThatComesWhileTheOneBeforeIsCommittedIsSeenNext() {
        world.cluster.all(JobState.RUNNING, "");
        QueueAnswer running = world.cluster.queue();
        clock.pass(Duration.ofSeconds(15));
        world.cluster.all(JobState.COMPLETED, "0:0");
        world.services.meanwhile = () -> followers.forEach(follower -> follower.offer(world.cluster.queue()));
        see(running);
        assertThat(alone).containsExactlyElementsOf(followers);
        assertThat(statuses()).containsOnly(Status.STOPPED);
        assertThat(followers).allMatch(follower -> follower.offer(running));
    }

    @Test
    void aCommonCommitWhoseAnswerWasLostIsToldWithTheNextLook() {
        world.cluster.all(JobState.RUNNING, "");
        QueueAnswer answer = world.cluster.queue();
        followers.forEach(follower -> follower.offer(answer));
        world.news.clear();
        world.services.answersAreLost = true;
        QueueRound round = world.followers(launching).round();
        assertThatThrownBy(() -> round.see(answer, followers, alone::add)).hasMessage("The answer is lost.");
        assertThat(statuses()).containsOnly(Status.STARTING);
        assertThat(world.news).isEmpty();
        world.services.answersAreLost = false;
        see(answer);
        assertThat(world.news).extracting(ServiceChanged::status).hasSize(3).containsOnly(Status.STARTING);
        assertThat(followers).allMatch(follower -> follower.service().status() == Status.STARTING);
    }

    @Test
    void aServiceThatCouldNotBeReadAfterAChangeIsReadAgainAtItsNextStep() {
        world.cluster.all(JobState.RUNNING, "");
        see(world.cluster.queue());
        Follower first = followers.getFirst();
        world.life.stop(first.service().id());
        world.services.broken = true;
        assertThatThrownBy(() -> first.step(true)).hasMessage("The database is gone.");
        world.services.broken = false;
        first.step(true);
        assertThat(world.cluster.ended()).containsExactly("signal 101");
    }

    @Test
    void aServiceThatEndedMeanwhileIsNotSubmittedAgain() {
        Service seen = rows().getFirst();
        world.services.change(seen.id(), row -> row.refused("No such partition.", clock.instant()));
        assertThat(launching.submitAgain(seen)).isEmpty();
        assertThat(world.cluster.submitted).hasSize(3);
        assertThat(world.services.get(seen.id()).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aCommonChangeThatFailsIsMadeOneByOne() {
        world.services.refusesMany = true;
        world.cluster.all(JobState.RUNNING, "");
        QueueAnswer answer = world.cluster.queue();
        assertThatThrownBy(() -> see(answer)).hasMessage("The database takes one at a time.");
        assertThat(alone).containsExactlyElementsOf(followers);
        assertThat(statuses()).containsOnly(Status.STARTING);
    }

    @Test
    void looksThatComeWhileOneWaitsAreOneTurnThatTakesTheNewest() {
        Follower busy = followers.getFirst();
        QueueAnswer old = world.cluster.queue();
        assertThat(busy.offer(old)).isTrue();
        world.cluster.all(JobState.RUNNING, "");
        assertThat(busy.offer(world.cluster.queue())).isFalse();
        world.followers(launching).round().see(old, List.of(busy), alone::add);
        assertThat(alone).containsExactly(busy);
        busy.see();
        assertThat(busy.service().status()).isEqualTo(Status.STARTING);
        assertThat(busy.offer(old)).isTrue();
    }

    private void see(QueueAnswer answer) {
        followers.forEach(follower -> follower.offer(answer));
        world.followers(launching).round().see(answer, followers, follower -> {
            alone.add(follower);
            follower.see();
        });
    }

    private List<Service> rows() {
        return followers.stream()
                .map(follower -> world.services.get(follower.service().id()))
                .toList();
    }

    private List<Status> statuses() {
        return rows().stream().map(Service::status).toList();
    }

    private long versions() {
        return rows().stream().mapToLong(Service::version).sum();
    }
}
