package org.blackfish.web;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.blackfish.service.Phase;
import org.blackfish.service.Service;
import org.blackfish.service.Status;
import org.jspecify.annotations.Nullable;

/**
 * One service as a line of the list.
 *
 * @param word the phase, or how it ended, in one or two words
 * @param tone what icon and colour go with the word: {@code wait}, {@code busy}, {@code good}, {@code bad} or {@code off}
 * @param since when that phase began
 * @param unknownSince since when Slurm could not say, null while it can
 */
public record ServiceRow(
        UUID id,
        String name,
        String model,
        String word,
        String tone,
        Instant since,
        @Nullable Instant unknownSince,
        @Nullable String reason,
        @Nullable String tier,
        @Nullable String node,
        @Nullable Instant endsAt,
        @Nullable Instant lastUsedAt,
        boolean isLive,
        boolean isReady) {

    static ServiceRow of(Service service) {
        return new ServiceRow(
                service.id(),
                service.name(),
                service.model(),
                word(service.status(), service.phase()),
                tone(service.status(), service.phase()),
                service.phaseSince(),
                service.unknownSince(),
                service.reason(),
                service.tier(),
                service.node(),
                service.status().isLive() ? service.endsAt() : null,
                service.lastUsedAt(),
                service.status().isLive(),
                service.status() == Status.HEALTHY);
    }

    static String word(Status status, Phase phase) {
        return switch (status) {
            case STOPPED -> "stopped";
            case TIMEOUT -> "time ran out";
            case FAILED -> "failed";
            case UNHEALTHY -> "not answering";
            case SUBMITTED, PENDING, STARTING, HEALTHY -> phase.word();
        };
    }

    static String tone(Status status, Phase phase) {
        return switch (status) {
            case STOPPED, TIMEOUT -> "off";
            case FAILED, UNHEALTHY -> "bad";
            case SUBMITTED, PENDING, STARTING, HEALTHY ->
                switch (phase) {
                    case QUEUED -> "wait";
                    case STARTING, LOADING, DRAINING -> "busy";
                    case READY -> "good";
                    case ENDED -> "off";
                };
        };
    }

    boolean matches(String query) {
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        return String.join(" ", name, model, word, tier == null ? "" : tier, node == null ? "" : node)
                .toLowerCase(Locale.ROOT)
                .contains(wanted);
    }
}
