package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.blackfish.cluster.JobState;
import org.blackfish.cluster.QueueAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A launched service, its follower, and the turns of the poller and of the pulse by hand. */
class FollowedService {
    static final Duration LOOK = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    final TestClock clock = new TestClock();
    TestWorld world;
    Service service;
    Follower follower;

    @BeforeEach
    void launch() {
        world = new TestWorld(folder, clock);
        Launching launching = world.launching();
        service = world.launcher(launching).launch(LaunchOrder.of("chat", "local/tiny"));
        follower = world.followers(launching).of(service);
    }

    FakeEngine healthy() throws IOException {
        world.cluster.all(JobState.RUNNING, "");
        FakeEngine engine = new FakeEngine(world.keys.of(service.id()));
        look();
        beatAndStep(engine);
        assertThat(now().status()).isEqualTo(Status.STARTING);
        beatAndStep(engine);
        assertThat(now().status()).isEqualTo(Status.HEALTHY);
        return engine;
    }

    void beatAndStep(FakeEngine engine) {
        says("serving", engine.port());
        step();
    }

    void look() {
        clock.pass(LOOK);
        see(world.cluster.queue());
    }

    void see(QueueAnswer answer) {
        follower.offer(answer);
        world.followers(world.launching()).round().see(answer, List.of(follower), Follower::see);
    }

    void step() {
        clock.pass(Duration.ofSeconds(1));
        follower.step(true);
    }

    Service now() {
        return world.services.get(service.id());
    }

    void says(String phase, int port) {
        world.says(service, phase, port);
    }
}
