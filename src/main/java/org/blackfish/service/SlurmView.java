package org.blackfish.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.blackfish.cluster.NoAnswer;
import org.blackfish.cluster.Queue;
import org.blackfish.cluster.Schedulers;
import org.blackfish.cluster.Watch;

/** What there is to say about Slurm at the foot of a page: how old our picture is, how often we asked, what is wrong. */
@ApplicationScoped
public class SlurmView {
    private final Reconciler reconciler;
    private final Schedulers schedulers;

    @Inject
    SlurmView(Reconciler reconciler, Schedulers schedulers) {
        this.reconciler = reconciler;
        this.schedulers = schedulers;
    }

    /** When the oldest picture in use was taken; empty while nothing is followed. */
    public Optional<Instant> asOf() {
        return reconciler.watches().stream()
                .map(Watch::lastGood)
                .flatMap(Optional::stream)
                .map(Queue::at)
                .min(Instant::compareTo);
    }

    /** Calls of the last hour by command, those of all clusters together. */
    public Map<String, Integer> callsLastHour() {
        return schedulers.meter().lastHour();
    }

    /** Why the last look brought nothing, in one sentence; empty while Slurm answers. */
    public Optional<String> trouble() {
        return reconciler.watches().stream()
                .map(Watch::latest)
                .flatMap(Optional::stream)
                .map(answer -> answer instanceof NoAnswer none ? none.why() : null)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
