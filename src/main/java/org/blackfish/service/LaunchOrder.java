package org.blackfish.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * @param idleMinutes how long nobody may use the service before it is stopped; never when null
 * @param idempotencyKey for 24 h a second order with the same key answers with the first one's service
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
        EngineOptions options,
        @Nullable Duration grace,
        @Nullable Integer idleMinutes,
        @Nullable Secret apiKey,
        @Nullable String idempotencyKey) {

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
                EngineOptions.NONE,
                null,
                null,
                null,
                null);
    }

    /**
     * What tells one order from another: SHA-256 over all members but the idempotency key, which is no part of what is
     * asked for, and the engine's key, of which not even a digest is to lie in the database.
     */
    String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private String whole() {
        return Stream.of(
                        List.of(name, image, repoId, Lines.of(options.arguments()), Lines.of(options.environment())),
                        Arrays.asList(profile, revision, imageRef, engine, tier, partition, constraint, account),
                        Arrays.asList(cpus, memoryGb, gpus, time, grace, idleMinutes, options.trustRemoteCode()))
                .flatMap(List::stream)
                .map(String::valueOf)
                .collect(Collectors.joining("\0"));
    }
}
