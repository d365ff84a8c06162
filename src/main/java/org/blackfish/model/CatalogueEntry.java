package org.blackfish.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a model as the catalogue keeps it: read as an entity, written many at once by {@link Catalogue}. Times
 * are kept with an offset, because Jakarta Persistence 3.1 does not know {@code Instant}.
 */
@Entity
@Table(name = "model")
public class CatalogueEntry {
    /** The task of a model whose files do not tell it. */
    public static final String UNKNOWN = "unknown";

    @Id
    private UUID id;

    @Column(name = "created_at")
    private OffsetDateTime createdAt;

    @Column(name = "updated_at")
    private OffsetDateTime updatedAt;

    private String profile;
    private String repo;
    private @Nullable String revision;
    private int rank;
    private String image;

    @Column(name = "model_dir")
    private String modelDir;

    @Enumerated(EnumType.STRING)
    private Place place;

    @Enumerated(EnumType.STRING)
    private Format format;

    @Column(name = "run_bytes")
    private long runBytes;

    private int files;

    @Column(name = "total_bytes")
    private long totalBytes;

    private @Nullable String defect;

    @Enumerated(EnumType.STRING)
    private Source source;

    private @Nullable String architecture;

    @Column(name = "context_length")
    private @Nullable Integer contextLength;

    private @Nullable String quantization;

    @Column(name = "chat_template")
    private @Nullable Boolean chatTemplate;

    private @Nullable String license;

    @Column(name = "parameter_count")
    private @Nullable Long parameterCount;

    private @Nullable String dtype;

    @Column(name = "fetched_at")
    private @Nullable OffsetDateTime fetchedAt;

    @Column(name = "last_used_at")
    private @Nullable OffsetDateTime lastUsedAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CatalogueEntry() {}

    public UUID id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt.toInstant();
    }

    public Instant updatedAt() {
        return updatedAt.toInstant();
    }

    public String profile() {
        return profile;
    }

    public String repo() {
        return repo;
    }

    /** The commit; null for a lone file. */
    public @Nullable String revision() {
        return revision;
    }

    /** Its place among the revisions of its repository; 0 is the one that runs unless another is asked for, whole if any is. */
    public int rank() {
        return rank;
    }

    /** Its task, with hyphens; {@link #UNKNOWN} where nothing tells. */
    public String image() {
        return image;
    }

    /** The repository's folder, as older clients bind it; for a lone file the folder it lies in. */
    public String modelDir() {
        return modelDir;
    }

    public Place place() {
        return place;
    }

    public Format format() {
        return format;
    }

    /** Decimal GB of the weights that a run needs. */
    public double sizeGb() {
        return runBytes / 1e9;
    }

    public int files() {
        return files;
    }

    /** Of all files of the revision. */
    public long totalBytes() {
        return totalBytes;
    }

    /** Why it cannot be run as it lies there; null when it can. */
    public @Nullable String defect() {
        return defect;
    }

    public Source source() {
        return source;
    }

    public @Nullable String architecture() {
        return architecture;
    }

    public @Nullable Integer contextLength() {
        return contextLength;
    }

    public @Nullable String quantization() {
        return quantization;
    }

    /** Null where the files do not tell. */
    public @Nullable Boolean chatTemplate() {
        return chatTemplate;
    }

    public @Nullable String license() {
        return license;
    }

    public @Nullable Long parameterCount() {
        return parameterCount;
    }

    public @Nullable String dtype() {
        return dtype;
    }

    /** When the hub was asked about it; null for what its own files say. */
    public @Nullable Instant fetchedAt() {
        return fetchedAt == null ? null : fetchedAt.toInstant();
    }

    /** When a service was last launched with it; null when never. */
    public @Nullable Instant lastUsedAt() {
        return lastUsedAt == null ? null : lastUsedAt.toInstant();
    }
}
