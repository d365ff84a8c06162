package org.blackfish.service;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was fixed for a service at its launch; no job, probe or person changes it afterwards. */
@MappedSuperclass
public abstract class FixedFacts {
    private String name;
    private String image;

    @Column(name = "image_ref")
    private String imageRef;

    private String model;
    private @Nullable String revision;
    private String profile;
    private String host;

    @Column(name = "user_name")
    private @Nullable String user;

    @Column(name = "home_directory")
    private String homeDirectory;

    @Column(name = "cache_directory")
    private String cacheDirectory;

    private int port;

    @Column(name = "time_seconds")
    private long timeSeconds;

    private int cpus;

    @Column(name = "memory_gb")
    private int memoryGb;

    private int gpus;

    @Column(name = "partition_name")
    private @Nullable String partition;

    @Column(name = "node_constraint")
    private @Nullable String constraint;

    private @Nullable String account;
    private @Nullable String tier;
    private String engine;

    @Column(name = "grace_seconds")
    private long graceSeconds;

    @Column(name = "idempotency_key")
    private @Nullable String idempotencyKey;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected FixedFacts() {}

    FixedFacts(Specification wanted) {
        this.name = wanted.name();
        this.image = wanted.image();
        this.imageRef = wanted.imageRef();
        this.model = wanted.model();
        this.revision = wanted.revision();
        this.profile = wanted.profile();
        this.host = wanted.host();
        this.user = wanted.user();
        this.homeDirectory = wanted.homeDirectory().toString();
        this.cacheDirectory = wanted.cacheDirectory().toString();
        this.port = wanted.port();
        this.timeSeconds = wanted.time().toSeconds();
        this.cpus = wanted.cpus();
        this.memoryGb = wanted.memoryGb();
        this.gpus = wanted.gpus();
        this.partition = wanted.partition();
        this.constraint = wanted.constraint();
        this.account = wanted.account();
        this.tier = wanted.tier();
        this.engine = wanted.engine();
        this.graceSeconds = wanted.gracePeriod().toSeconds();
        this.idempotencyKey = wanted.idempotencyKey();
    }

    public String name() {
        return name;
    }

    /** The kind of service, {@code text_generation}. */
    public String image() {
        return image;
    }

    /** The container image, {@code repository:tag}. */
    public String imageRef() {
        return imageRef;
    }

    public String model() {
        return model;
    }

    public @Nullable String revision() {
        return revision;
    }

    public String profile() {
        return profile;
    }

    public String host() {
        return host;
    }

    public @Nullable String user() {
        return user;
    }

    public Path homeDirectory() {
        return Path.of(homeDirectory);
    }

    public Path cacheDirectory() {
        return Path.of(cacheDirectory);
    }

    /** Our own number, unique among live services; not the port on which the engine listens. */
    public int port() {
        return port;
    }

    /** The wall time asked for. */
    public Duration time() {
        return Duration.ofSeconds(timeSeconds);
    }

    public int cpus() {
        return cpus;
    }

    public int memoryGb() {
        return memoryGb;
    }

    public int gpus() {
        return gpus;
    }

    public @Nullable String partition() {
        return partition;
    }

    public @Nullable String constraint() {
        return constraint;
    }

    public @Nullable String account() {
        return account;
    }

    public @Nullable String tier() {
        return tier;
    }

    /** {@code vllm} or {@code llama.cpp}. */
    public String engine() {
        return engine;
    }

    public Duration gracePeriod() {
        return Duration.ofSeconds(graceSeconds);
    }

    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }
}
