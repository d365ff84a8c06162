package org.blackfish.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.blackfish.cluster.JobId;
import org.blackfish.cluster.JobRecord;
import org.blackfish.cluster.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueWaitsTest {
    private static final Instant LAUNCHED = Instant.parse("2026-11-22T12:00:00Z");
    private static final Verdict STARTING = new Verdict(Status.STARTING, Phase.STARTING, null, null, false);
    private static final Verdict PENDING = new Verdict(Status.PENDING, Phase.QUEUED, null, null, false);

    private final MemoryServices services = new MemoryServices();
    private final QueueWaits waits = new QueueWaits(services);

    @Test
    void aJobThatRanAndWasRequeuedWaitedUntilItsFirstStart() {
        for (int minutes = 1; minutes <= 3; minutes++) {
            Service service = services.add(new Service(UUID.randomUUID(), TestWorld.anySpecification(), LAUNCHED));
            Instant start = LAUNCHED.plus(Duration.ofMinutes(minutes));
            follow(service, STARTING, JobState.RUNNING, start, 0);
            follow(service, PENDING, JobState.REQUEUED, null, 1);
            follow(service, STARTING, JobState.RUNNING, start.plus(Duration.ofHours(5)), 1);
        }
        assertThat(waits.of("default", null, null))
                .contains(new QueueWait(Duration.ofMinutes(2), Duration.ofMinutes(3), 3));
    }

    @Test
    void aJobThatWasFirstSeenAfterARequeueSaysNothingOfTheQueue() {
        for (int i = 0; i < 3; i++) {
            Service service = services.add(new Service(UUID.randomUUID(), TestWorld.anySpecification(), LAUNCHED));
            follow(service, STARTING, JobState.RUNNING, LAUNCHED.plus(Duration.ofHours(5)), 1);
        }
        assertThat(waits.of("default", null, null)).isEmpty();
    }

    private void follow(Service service, Verdict verdict, JobState state, @Nullable Instant started, int restarts) {
        JobRecord job = new JobRecord(
                new JobId("17"),
                state,
                state.name(),
                "",
                "gpu1",
                LAUNCHED,
                started,
                null,
                Path.of("/home/jobs/x"),
                "any",
                "",
                restarts);
        services.change(service.id(), row -> row.follow(verdict, job, LAUNCHED));
    }
}
