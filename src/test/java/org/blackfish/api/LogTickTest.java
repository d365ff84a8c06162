package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.blackfish.problem.UnknownItem;
import org.blackfish.service.LogReach;
import org.junit.jupiter.api.Test;

class LogTickTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final UUID id = UUID.randomUUID();
    private final List<UUID> looks = new CopyOnWriteArrayList<>();
    private volatile LogReach reach = new LogReach(10, false);
    private final LogTick tick = new LogTick(asked -> {
        looks.add(asked);
        return reach;
    });

    @Test
    void tenReadersOfOneLogCostOneLookATick() throws Exception {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> waits = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waits.add(readers.submit(waitFrom(5)));
            }
            for (Future<Void> wait : waits) {
                wait.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(looks).hasSizeLessThan(3);
    }

    @Test
    void aReaderWhoHasEverythingWaitsUntilTheLogGrowsOrEnds() throws Exception {
        assertThat(seconds(10, Duration.ofMillis(1200))).isGreaterThan(1);
        reach = new LogReach(11, false);
        assertThat(seconds(10, LONG)).isLessThan(20);
        reach = new LogReach(11, true);
        assertThat(seconds(11, LONG)).isLessThan(20);
    }

    @Test
    void aReaderWhoGotNothingIsCalledOnlyOnceATick() throws Exception {
        assertThat(seconds(0, LONG) + seconds(0, LONG) + seconds(0, LONG)).isGreaterThan(1);
    }

    @Test
    void aServiceThatIsGoneWakesItsReaders() throws Exception {
        LogTick broken = new LogTick(asked -> {
            throw new UnknownItem("service", asked.toString());
        });
        long start = System.nanoTime();
        broken.await(id, 0, LONG);
        assertThat(since(start)).isLessThan(20);
    }

    private Callable<Void> waitFrom(long offset) {
        return () -> {
            tick.await(id, offset, LONG);
            return null;
        };
    }

    private double seconds(long offset, Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        tick.await(id, offset, longest);
        return since(start);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
