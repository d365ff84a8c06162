package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What earlier launches tell about the wait of the next one; asks our own records and never Slurm. */
@ApplicationScoped
public class QueueWaits {
    private static final int MOST = 100;

    private final Services services;

    @Inject
    QueueWaits(Services services) {
        this.services = services;
    }

    /** From the last 100 launches of this profile, partition and tier whose jobs started. */
    public Optional<QueueWait> of(String profile, @Nullable String partition, @Nullable String tier) {
        return QueueWait.of(services.started(profile, partition, tier, MOST).stream()
                .map(QueueWaits::wait)
                .flatMap(Optional::stream)
                .toList());
    }

    private static Optional<Duration> wait(Service service) {
        return Optional.ofNullable(service.firstStartedAt()).map(start -> Duration.between(service.createdAt(), start));
    }
}
