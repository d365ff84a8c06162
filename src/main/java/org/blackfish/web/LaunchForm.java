package org.blackfish.web;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.blackfish.service.EngineOptions;
import org.blackfish.service.LaunchOrder;
import org.jspecify.annotations.Nullable;

/** What the launch page's inputs hold; empty ones are null and leave the choice to Blackfish. */
public class LaunchForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String name;
    private @Nullable String repo;
    private @Nullable String tier;
    private @Nullable Integer minutes;
    private @Nullable String partition;
    private @Nullable String account;
    private @Nullable String constraint;
    private @Nullable String imageRef;
    private @Nullable String revision;
    private @Nullable String engineArguments;
    private boolean trustRemoteCode;
    private @Nullable Integer idleMinutes;

    /**
     * The order that these inputs make; one engine argument a line, blank lines do not count.
     *
     * @param offered the partition of the tiers that were offered, unless another one was typed
     */
    LaunchOrder order(String profile, @Nullable String offered, String idempotencyKey) {
        return new LaunchOrder(
                text(name),
                "text_generation",
                text(repo),
                profile,
                revision,
                imageRef,
                null,
                tier,
                partition == null ? offered : partition,
                null,
                null,
                null,
                minutes == null ? null : Duration.ofMinutes(minutes),
                constraint,
                account,
                EngineOptions.of(
                        text(engineArguments)
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        Map.of(),
                        trustRemoteCode),
                null,
                idleMinutes,
                null,
                idempotencyKey);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getRepo() {
        return repo;
    }

    public void setRepo(@Nullable String repo) {
        this.repo = repo;
    }

    public @Nullable String getTier() {
        return tier;
    }

    public void setTier(@Nullable String tier) {
        this.tier = tier;
    }

    public @Nullable Integer getMinutes() {
        return minutes;
    }

    public void setMinutes(@Nullable Integer minutes) {
        this.minutes = minutes;
    }

    public @Nullable String getPartition() {
        return partition;
    }

    public void setPartition(@Nullable String partition) {
        this.partition = partition;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public void setAccount(@Nullable String account) {
        this.account = account;
    }

    public @Nullable String getConstraint() {
        return constraint;
    }

    public void setConstraint(@Nullable String constraint) {
        this.constraint = constraint;
    }

    public @Nullable String getImageRef() {
        return imageRef;
    }

    public void setImageRef(@Nullable String imageRef) {
        this.imageRef = imageRef;
    }

    public @Nullable String getRevision() {
        return revision;
    }

    public void setRevision(@Nullable String revision) {
        this.revision = revision;
    }

    public @Nullable String getEngineArguments() {
        return engineArguments;
    }

    public void setEngineArguments(@Nullable String engineArguments) {
        this.engineArguments = engineArguments;
    }

    public @Nullable Integer getIdleMinutes() {
        return idleMinutes;
    }

    public void setIdleMinutes(@Nullable Integer idleMinutes) {
        this.idleMinutes = idleMinutes;
    }

    public boolean isTrustRemoteCode() {
        return trustRemoteCode;
    }

    public void setTrustRemoteCode(boolean trustRemoteCode) {
        this.trustRemoteCode = trustRemoteCode;
    }
}
