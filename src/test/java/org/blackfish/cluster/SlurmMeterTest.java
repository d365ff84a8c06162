package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.blackfish.cluster.Fixtures.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SlurmMeterTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final SlurmMeter meter = new SlurmMeter(now::get);

    @Test
    void callsOlderThanAnHourAreForgotten() {
        meter.count("squeue");
        now.set(NOON.plus(Duration.ofMinutes(30)));
        meter.count("squeue");
        meter.count("sbatch");
        assertThat(meter.lastHour()).isEqualTo(Map.of("squeue", 2, "sbatch", 1));
        now.set(NOON.plus(Duration.ofMinutes(60)));
        assertThat(meter.lastHour()).isEqualTo(Map.of("squeue", 1, "sbatch", 1));
        now.set(NOON.plus(Duration.ofMinutes(90)));
        assertThat(meter.lastHour()).isEmpty();
    }

    @Test
    void noCallIsLostWhenManyThreadsCount() throws InterruptedException {
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                for (int call = 0; call < 500; call++) {
                    meter.count("squeue");
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(meter.total()).isEqualTo(4000);
    }
}
