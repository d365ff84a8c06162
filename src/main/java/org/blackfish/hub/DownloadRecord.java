package org.blackfish.hub;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.fetch.Beat;
import org.jspecify.annotations.Nullable;

/** A download as it is stored: what was asked for, and the last that is known for sure. Changes only by its verbs. */
@Entity
@Table(name = "download")
public class DownloadRecord {
    @Id
    private UUID id;

    @Convert(converter = InstantColumn.class)
    @Column(name = "created_at")
    private Instant createdAt;

    @Convert(converter = InstantColumn.class)
    @Column(name = "updated_at")
    private Instant updatedAt;

    private String repo;
    private String profile;
    private @Nullable String revision;

    @Column(name = "commit_hash")
    private String commit;

    @Column(name = "use_cache")
    private boolean useCache;

    private String root;
    private String folder;
    private String files;

    @Enumerated(EnumType.STRING)
    private DownloadSite site;

    @Column(name = "partition_name")
    private @Nullable String partition;

    @Enumerated(EnumType.STRING)
    private DownloadStatus status;

    private String sentence = "";

    @Column(name = "job_id")
    private @Nullable String job;

    private int attempts;

    @Column(name = "bytes_done")
    private long bytesDone;

    @Column(name = "bytes_total")
    private long bytesTotal;

    @Column(name = "files_done")
    private int filesDone;

    @Column(name = "files_total")
    private int filesTotal;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected DownloadRecord() {}

    /** The intent; {@code folder} is where its program works. */
    DownloadRecord(UUID id, String profile, DownloadOrder order, DownloadPlan plan, Path folder, Instant at) {
        // PostgreSQL keeps microseconds; what is answered now and what is read later must be equal.
        Instant kept = at.truncatedTo(ChronoUnit.MICROS);
        this.id = id;
        this.createdAt = kept;
        this.updatedAt = kept;
        this.repo = order.repo().text();
        this.profile = profile;
        this.revision = order.revision();
        this.commit = plan.model().commit();
        this.useCache = order.useCache();
        this.root = plan.root().toString();
        this.folder = folder.toString();
        this.files = order.files().word();
        this.site = order.site();
        this.partition = order.partition().orElse(null);
        this.status = DownloadStatus.PENDING;
        this.bytesTotal = plan.bytes();
        this.bytesDone = plan.bytes() - plan.missing();
        this.filesTotal = plan.files().size();
    }

    /** Its program was set going once more, as that job if it is one. */
    void begun(@Nullable String asJob, Instant at) {
        attempts++;
        job = asJob;
        moveTo(
                asJob == null && site == DownloadSite.HERE ? DownloadStatus.DOWNLOADING : DownloadStatus.PENDING,
                "",
                at);
    }

    /** Somebody asked for it again: earlier tries no longer count. */
    void asked(Instant at) {
        attempts = 0;
        moveTo(DownloadStatus.PENDING, "", at);
    }

    void found(@Nullable String asJob) {
        job = asJob;
    }

    void moveTo(DownloadStatus now, String why, Instant at) {
        status = now;
        sentence = why;
        updatedAt = at.truncatedTo(ChronoUnit.MICROS);
    }

    void followProfile(String name) {
        profile = name;
    }

    void reached(Beat beat) {
        bytesDone = beat.bytesDone();
        filesDone = beat.filesDone();
    }

    public UUID id() {
        return id;
    }

    DownloadStatus status() {
        return status;
    }

    String repo() {
        return repo;
    }

    String profile() {
        return profile;
    }

    String commit() {
        return commit;
    }

    @Nullable
    String revision() {
        return revision;
    }

    Path root() {
        return Path.of(root);
    }

    Path folder() {
        return Path.of(folder);
    }

    String files() {
        return files;
    }

    DownloadSite site() {
        return site;
    }

    Optional<String> partition() {
        return Optional.ofNullable(partition);
    }

    Optional<String> job() {
        return Optional.ofNullable(job);
    }

    int attempts() {
        return attempts;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long bytesDone() {
        return bytesDone;
    }

    /** With what its program said last, while that is the newest. */
    Download view(Optional<Beat> beat) {
        Optional<Beat> live = beat.filter(seen -> status.isLive());
        boolean whole = status == DownloadStatus.COMPLETED;
        return new Download(
                id,
                createdAt,
                updatedAt,
                repo,
                profile,
                revision,
                commit,
                useCache,
                root(),
                files,
                site,
                status,
                whole ? bytesTotal : live.map(Beat::bytesDone).orElse(bytesDone),
                bytesTotal,
                whole ? filesTotal : live.map(Beat::filesDone).orElse(filesDone),
                filesTotal,
                live.map(Beat::rate).orElse(0L),
                sentence.isEmpty() ? live.map(Beat::note).orElse("") : sentence,
                job());
    }
}
