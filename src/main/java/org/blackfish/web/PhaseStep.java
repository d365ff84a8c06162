package org.blackfish.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.blackfish.service.Phase;
import org.blackfish.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * One step of the phase line.
 *
 * @param state {@code done}, {@code now} or {@code todo}
 * @param since when it began, only while it is {@code now}
 * @param took how long it took in words, only where we know
 */
public record PhaseStep(
        String word,
        String state,
        @Nullable Instant since,
        @Nullable String took) {
    private static final List<Phase> LINE = List.of(Phase.QUEUED, Phase.STARTING, Phase.LOADING, Phase.READY);

    /** The line of a live service; empty once it drains or has ended, when its outcome is told instead. */
    static List<PhaseStep> line(Service service) {
        int now = LINE.indexOf(service.phase());
        List<PhaseStep> steps = new ArrayList<>();
        for (int i = 0; now >= 0 && i < LINE.size(); i++) {
            steps.add(new PhaseStep(
                    LINE.get(i).word(),
                    i < now ? "done" : i == now ? "now" : "todo",
                    i == now ? service.phaseSince() : null,
                    i == 0 && now > 0 ? queued(service) : null));
        }
        return steps;
    }

    private static @Nullable String queued(Service service) {
        Instant started = service.startedAt();
        return started == null ? null : Words.of(Duration.between(service.createdAt(), started));
    }
}
