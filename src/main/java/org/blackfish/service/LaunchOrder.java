package org.blackfish.service;

import java.time.Duration;
import java.util.List;
import org.blackfish.settings.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks to be launched; null leaves the choice to us.
 *
 * @param image the kind of service, {@code text_generation}
 * @param repoId the model's repository ({@code org/name}) or {@code local/name}
 * @param profile the profile's name; the default profile when null
 * @param revision the model's commit or branch on disk; the newest on disk when null
 * @param imageRef {@code repository:tag} instead of the configured image
 * @param engine {@code vllm} or {@code llama.cpp}; by the model's format when null
 * @param time wall time, at most the tier's maximum
 * @param grace from the job's start to "still loading"; the setting when null
 * @param apiKey the key the engine shall ask for; a random one when null
 * @param trustRemoteCode lets vLLM run Python code that the model's repository brings along
 * @param idempotencyKey a second order with the same key answers with the first one's service
 */
public record LaunchOrder(
        String name,
        String image,
        String repoId,
        @Nullable String profile,
        @Nullable String revision,
        @Nullable String imageRef,
        @Nullable String engine,
        @Nullable String tier,
        @Nullable String partition,
        @Nullable Integer cpus,
        @Nullable Integer memoryGb,
        @Nullable Integer gpus,
        @Nullable Duration time,
        @Nullable String constraint,
        @Nullable String account,
        List<String> engineArguments,
        @Nullable Duration grace,
        @Nullable Secret apiKey,
        boolean trustRemoteCode,
        @Nullable String idempotencyKey) {
    public LaunchOrder {
        engineArguments = List.copyOf(engineArguments);
    }

    /** A text generation service with everything else left to us. */
    public static LaunchOrder of(String name, String repoId) {
        return new LaunchOrder(
                name,
                "text_generation",
                repoId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                false,
                null);
    }
}
