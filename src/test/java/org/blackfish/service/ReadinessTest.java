package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.blackfish.cluster.Endpoint;
import org.blackfish.cluster.JobId;
import org.blackfish.settings.Secret;
import org.blackfish.transport.LocalHost;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final JobId JOB = new JobId("17");
    private static final Readiness.Run RUNNING = new Readiness.Run(JOB, "localhost", 0);

    private final Secret key = Secret.generate();
    private final TestClock clock = new TestClock();
    private final TestTicker ticker = new TestTicker(clock);
    private final Readiness readiness = new Readiness(new LocalHost(), ticker);

    @Test
    void anEngineThatKnowsOnlyOurKeyIsReadyAndProven() throws IOException {
        try (FakeEngine engine = new FakeEngine(key)) {
            Endpoint endpoint = serving(engine.port());
            Readiness.Look look = look(endpoint);
            assertThat(look.probe()).isEqualTo(new Probe.Good());
            assertThat(look.proven()).contains(endpoint);
            assertThat(engine.keysSeen).hasSize(3).last().isEqualTo(key.value());
        }
    }

    @Test
    void aProvenEngineIsOnlyAskedForItsHealth() throws IOException {
        try (FakeEngine engine = new FakeEngine(key)) {
            Endpoint endpoint = serving(engine.port());
            Readiness.Look look = readiness.look(RUNNING, alive(endpoint), Optional.of(endpoint), key);
            assertThat(look.probe()).isEqualTo(new Probe.Good());
            assertThat(engine.paths).containsExactly("/health");
        }
    }

    @Test
    void aStrangerThatAnswers200ToEverythingIsNeverReadyAndNeverSeesTheKey() throws IOException {
        try (FakeEngine stranger = new FakeEngine(null)) {
            Readiness.Look look = look(serving(stranger.port()));
            assertThat(look.probe()).isInstanceOf(Probe.Bad.class);
            assertThat(look.proven()).isEmpty();
            assertThat(stranger.keysSeen).doesNotContain(key.value());
        }
    }

    @Test
    void anEngineThatAsksForTheKeyBelowV1OnlyIsNotReadyAndTheGuardIsNamed() throws IOException {
        try (FakeEngine unguarded = new FakeEngine(key)) {
            unguarded.open = "/invocations";
            Readiness.Look look = look(serving(unguarded.port()));
            assertThat(look.probe())
                    .isInstanceOfSatisfying(
                            Probe.Bad.class, bad -> assertThat(bad.why()).contains("guard is not in force"));
            assertThat(look.proven()).isEmpty();
            assertThat(unguarded.keysSeen).doesNotContain(key.value());
        }
    }

    @Test
    void nothingIsSentBeforeTheJobSaysThatTheListenerIsItsOwn() throws IOException {
        try (FakeEngine stranger = new FakeEngine(null)) {
            Endpoint prepared = endpoint(JOB, 0, "localhost", stranger.port(), Endpoint.Phase.PREPARED);
            assertThat(look(prepared).probe()).isInstanceOf(Probe.Loading.class);
            assertThat(stranger.paths).isEmpty();
        }
    }

    @Test
    void nothingIsSentWhileTheWatcherIsSilentOrNotYetKnownToLive() throws IOException {
        try (FakeEngine stranger = new FakeEngine(null)) {
            Endpoint endpoint = serving(stranger.port());
            Optional<Heartbeat> once = Optional.of(Heartbeat.first(endpoint, ticker.now()));
            assertThat(readiness.look(RUNNING, once, Optional.of(endpoint), key).probe())
                    .isEqualTo(new Probe.Unsure());
            Optional<Heartbeat> living = alive(endpoint);
            clock.pass(Heartbeat.SILENCE);
            assertThat(readiness
                            .look(RUNNING, living, Optional.of(endpoint), key)
                            .probe())
                    .isEqualTo(new Probe.Silent());
            assertThat(stranger.paths).isEmpty();
        }
    }

    @Test
    void aWatcherThatFallsSilentDuringTheLookIsNotBelievedForTheKey() throws IOException {
        try (FakeEngine engine = new FakeEngine(key)) {
            engine.onRequest = () -> clock.pass(Duration.ofSeconds(15));
            Readiness.Look look = look(serving(engine.port()));
            assertThat(look.probe()).isEqualTo(new Probe.Unsure());
            assertThat(look.proven()).isEmpty();
            assertThat(engine.keysSeen).hasSize(2).doesNotContain(key.value());
        }
    }

    @Test
    void theWordOfAnotherJobAnEarlierRunOrAnotherNodeCountsForNothing() throws IOException {
        try (FakeEngine engine = new FakeEngine(key)) {
            Endpoint.Phase serving = Endpoint.Phase.SERVING;
            assertThat(look(endpoint(new JobId("16"), 0, "localhost", engine.port(), serving))
                            .probe())
                    .isEqualTo(new Probe.NotServing());
            assertThat(look(endpoint(JOB, 0, "elsewhere", engine.port(), serving))
                            .probe())
                    .isEqualTo(new Probe.NotServing());
            assertThat(readiness
                            .look(RUNNING, Optional.empty(), Optional.empty(), key)
                            .probe())
                    .isEqualTo(new Probe.NotServing());
            assertThat(engine.paths).isEmpty();
        }
    }

    @Test
    void anEngineThatLoadsIsLoadingAndOneThatIsBusyIsAlive() throws IOException {
        try (FakeEngine engine = new FakeEngine(key)) {
            engine.health = 503;
            assertThat(look(serving(engine.port())).probe()).isInstanceOf(Probe.Loading.class);
            engine.health = 429;
            assertThat(look(serving(engine.port())).probe()).isEqualTo(new Probe.Good());
            engine.health = 500;
            assertThat(look(serving(engine.port())).probe())
                    .isEqualTo(new Probe.Bad("The engine's health is answered with HTTP 500."));
        }
    }

    @Test
    void aPortThatTheEngineListensOnAndNobodyReachesIsToldAsThat() throws IOException {
        int port = unusedPort();
        assertThat(look(serving(port)).probe())
                .isInstanceOfSatisfying(
                        Probe.Unreachable.class,
                        unreachable -> assertThat(unreachable.why())
                                .startsWith("Port " + port
                                        + " of node localhost cannot be reached from here (Connection refused)"
                                        + " although the engine listens there; a firewall may be in between"));
    }

    private Readiness.Look look(Endpoint endpoint) {
        return readiness.look(RUNNING, alive(endpoint), Optional.empty(), key);
    }

    private static Endpoint serving(int port) {
        return endpoint(JOB, 0, "localhost", port, Endpoint.Phase.SERVING);
    }

    /** Its watcher wrote this word a second ago at most. */
    private Optional<Heartbeat> alive(Endpoint said) {
        Heartbeat first = Heartbeat.first(beat(said, 1), ticker.now().minusSeconds(1));
        return Optional.of(first.then(beat(said, 2), ticker.now()));
    }

    private static Endpoint beat(Endpoint said, long beat) {
        return new Endpoint(
                said.job(), said.attempt(), said.host(), said.port(), said.phase(), said.pid(), beat, said.time());
    }

    private static Endpoint endpoint(JobId job, int attempt, String host, int port, Endpoint.Phase phase) {
        return new Endpoint(job, attempt, host, port, phase, 4711, 2, Instant.parse("2026-11-22T12:00:00Z"));
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
