package org.blackfish.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a service beyond its 27 members.
 *
 * @param phase {@code queued starting loading ready draining ended}
 * @param reason why it is in this state, in words
 * @param unknownSince since when Slurm could not be asked; null while its state is known
 * @param baseUrl what an OpenAI client is given as its base
 * @param ignored members of the request that nothing knew; empty except in the answer to a launch
 */
public record LiveView(
        String phase,
        Instant phaseSince,
        @Nullable String reason,
        @Nullable Instant unknownSince,
        @Nullable String node,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        String baseUrl,
        @Nullable String tier,
        String engine,
        @Nullable String revision,
        SlurmFacts slurm,
        List<String> ignored) {
    public LiveView {
        ignored = List.copyOf(ignored);
    }
}
