package org.blackfish.service;

import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was fixed for a service at its launch; afterwards only the name of its profile may change, with the profile. */
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

    @Column(name = "engine_args")
    private String engineArguments;

    @Column(name = "engine_env")
    private String engineEnvironment;

    @Column(name = "trust_remote_code")
    private boolean trustRemoteCode;

    @Column(name = "idle_minutes")
    private @Nullable Integer idleMinutes;

    private @Nullable String gres;
    private @Nullable String sif;

    @Column(name = "idempotency_key")
    private @Nullable String idempotencyKey;

    private @Nullable String fingerprint;

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
        this.timeSeconds = wanted.resources().time().toSeconds();
        this.cpus = wanted.resources().cpus();
        this.memoryGb = wanted.resources().memoryGb();
        this.gpus = wanted.resources().gpus();
        this.partition = wanted.resources().partition();
        this.constraint = wanted.resources().constraint();
        this.account = wanted.resources().account();
        this.tier = wanted.resources().tier();
        this.engine = wanted.engine();
        this.graceSeconds = wanted.gracePeriod().toSeconds();
        this.engineArguments = Lines.of(wanted.options().arguments());
        this.engineEnvironment = Lines.of(wanted.options().environment());
        this.trustRemoteCode = wanted.options().trustRemoteCode();
        this.idleMinutes = wanted.idleMinutes();
        this.gres = wanted.resources().gres();
        this.sif = wanted.sif().toString();
        this.idempotencyKey = wanted.idempotencyKey();
        this.fingerprint = wanted.fingerprint();
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

    /** The profile has another name; all else of the launch stays as it was. */
    void followProfile(String newName) {
        this.profile = newName;
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

    public EngineOptions options() {
        return EngineOptions.of(Lines.list(engineArguments), Lines.map(engineEnvironment), trustRemoteCode);
    }

    /** After how many minutes without use it is stopped; null for never. */
    public @Nullable Integer idleMinutes() {
        return idleMinutes;
    }

    /** The value of {@code --gres}; null for none. */
    public @Nullable String gres() {
        return gres;
    }

    /** The image's file; null for services of an older Blackfish. */
    public @Nullable Path sif() {
        return sif == null ? null : Path.of(sif);
    }

    public @Nullable String idempotencyKey() {
        return idempotencyKey;
    }

    /** {@link LaunchOrder#fingerprint} of the order; null for services of an older Blackfish. */
    @Nullable
    String fingerprint() {
        return fingerprint;
    }
}
