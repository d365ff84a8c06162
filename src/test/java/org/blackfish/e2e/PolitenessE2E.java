package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** However many clients ask, Slurm is asked at the poller's own cadence. */
class PolitenessE2E {
    private static final Duration SAMPLE = Duration.ofSeconds(25);
    private static final Duration WHOLE = Duration.ofMinutes(5);

    @Test
    void tenClientsThatAskEverySecondCostSlurmNothing() throws InterruptedException {
        Duration span = "all".equals(System.getProperty("blackfish.campaign")) ? WHOLE : SAMPLE;
        Map<String, String> settings = new HashMap<>(EngineModel.SETTINGS);
        settings.put("BLACKFISH_POLL_STARTING", "2s");
        settings.put("BLACKFISH_POLL_ACTIVE", "60s");
        settings.put("BLACKFISH_POLL_STEADY", "120s");
        try (Server server = Server.start(Server.PREFIX, settings)) {
            Launches launches = new Launches(server);
            List<String> services = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                services.add(launches.launch(
                        EngineModel.in(server, "polite" + i, "{}").order("polite" + i)));
            }
            services.forEach(id -> launches.await(id, "healthy"));
            long before = slurmCalls();
            long answers = askFromTenClients(server, span);
            long calls = slurmCalls() - before;
            assertThat(answers).isGreaterThan(span.toSeconds() * 5);
            assertThat(calls).isLessThanOrEqualTo(1 + (long) Math.ceil(span.toSeconds() / (120 * 0.8)));
            services.forEach(launches::stop);
        }
    }

    private static long slurmCalls() {
        return Testbed.calls(" squeue ") + Testbed.calls(" sacct ") + Testbed.calls(" sinfo ");
    }

    private static long askFromTenClients(Server server, Duration span) throws InterruptedException {
        AtomicLong answers = new AtomicLong();
        Instant end = Instant.now().plus(span);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                while (Instant.now().isBefore(end)) {
                    assertThat(server.get("/api/services?refresh=true").statusCode())
                            .isEqualTo(200);
                    answers.incrementAndGet();
                    java.util.concurrent.locks.LockSupport.parkNanos(
                            Duration.ofSeconds(1).toNanos());
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        return answers.get();
    }
}
