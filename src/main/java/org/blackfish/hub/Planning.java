package org.blackfish.hub;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.fetch.Failure;
import org.blackfish.fetch.Order;
import org.blackfish.fetch.Repository;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** What a download would do: asks the hub for the files and the disk for room. */
final class Planning {
    /** Room that stays free for everything else. */
    private static final long SPARE = 100_000_000;

    private final Hub hub;
    private final Hosts hosts;

    Planning(Hub hub, Hosts hosts) {
        this.hub = hub;
        this.hosts = hosts;
    }

    DownloadPlan plan(Profile profile, DownloadOrder order) {
        Host host = hosts.of(profile);
        HubModel model = hub.find(order.repo(), order.revision());
        List<HubFile> all = hub.tree(order.repo(), model.commit());
        List<HubFile> files = order.files().of(all);
        Path root = root(profile, order);
        long bytes = files.stream().mapToLong(HubFile::size).sum();
        long missing = missing(host, root.resolve(order.repo().folder()).resolve("blobs"), files);
        Optional<Long> free = free(host, root);
        return new DownloadPlan(
                model,
                root,
                files,
                files.size() == all.size(),
                bytes,
                missing,
                free,
                FileChoice.ggufs(all),
                obstacle(host, profile, order, root, missing, free));
    }

    static Path root(Profile profile, DownloadOrder order) {
        return (order.useCache() ? profile.cacheDirectory() : profile.homeDirectory()).resolve("models");
    }

    /** What has still to be written: each content once, and of one that was begun the rest. */
    private static long missing(Host host, Path blobs, List<HubFile> files) {
        Set<String> there = present(host, blobs);
        Map<String, Long> lacking = new HashMap<>();
        files.stream()
                .filter(file -> !there.contains(file.piece().etag()))
                .forEach(file -> lacking.put(file.piece().etag(), file.size()));
        List<String> begun = lacking.keySet().stream()
                .filter(etag -> there.contains(Repository.partial(etag)))
                .toList();
        Map<Path, Long> written = Space.taken(
                host,
                begun.stream()
                        .map(etag -> blobs.resolve(Repository.partial(etag)))
                        .toList());
        long bytes = lacking.values().stream().mapToLong(Long::longValue).sum();
        for (String etag : begun) {
            long size = lacking.getOrDefault(etag, 0L);
            bytes -= Math.min(size, written.getOrDefault(blobs.resolve(Repository.partial(etag)), 0L));
        }
        return bytes;
    }

    private static Set<String> present(Host host, Path blobs) {
        try {
            return host.list(blobs).stream()
                    .filter(Entry::isFile)
                    .map(Entry::name)
                    .collect(Collectors.toSet());
        } catch (ProblemException none) {
            return Set.of();
        }
    }

    /** The less of disk and quota. */
    private static Optional<Long> free(Host host, Path root) {
        Path there = nearest(host, root);
        Optional<Space> space = Space.look(host, there);
        Optional<Long> quota =
                space.flatMap(room -> Quota.look(host, room.disk())).map(own -> Math.max(0, own.limit() - own.used()));
        return Stream.of(space.map(Space::free), quota)
                .flatMap(Optional::stream)
                .min(Long::compare);
    }

    private static Path nearest(Host host, Path folder) {
        Path there = folder;
        while (host.find(there).isEmpty() && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static Optional<String> obstacle(
            Host host, Profile profile, DownloadOrder order, Path root, long missing, Optional<Long> free) {
        if (!host.canWrite(nearest(host, root))) {
            return Optional.of("This account may not write " + root + "; "
                    + (order.useCache() ? "download into your home, or ask its owner." : "ask your admin."));
        }
        return free.filter(room -> room < missing + (missing == 0 ? 0 : SPARE))
                .map(room -> order.repo().text() + " needs " + gb(missing) + " more and " + root + " of the profile \""
                        + profile.name() + "\" has room for " + gb(room)
                        + ". Remove a model there, or choose fewer files"
                        + (order.useCache() ? "." : " or the shared folder."));
    }

    /** The branch or tag that names the commit afterwards; empty when none was asked for. */
    static String ref(@Nullable String revision) {
        return revision == null ? "main" : RepoId.isCommit(revision) ? "" : revision;
    }

    /** What the transfer's program is told. */
    Order order(DownloadRecord record, List<HubFile> files, long rate, boolean shared) {
        try {
            return new Order(
                    record.repo(),
                    record.commit(),
                    ref(record.revision()),
                    record.root(),
                    hub.endpoint(),
                    shared,
                    rate,
                    record.id().toString().substring(0, 8),
                    Hub.AGENT,
                    files.stream().map(HubFile::piece).toList());
        } catch (Failure hostile) {
            throw hub.problem(record.repo(), hostile);
        }
    }

    /** What huggingface_hub keeps as {@code trees/<commit>.json}. */
    static String listing(List<HubFile> files) {
        JsonObjectBuilder members = Json.createObjectBuilder();
        for (HubFile file : files) {
            JsonObjectBuilder entry =
                    Json.createObjectBuilder().add("size", file.size()).add("blob_id", file.blobId());
            if (file.isLarge()) {
                entry.add("lfs_sha256", file.piece().etag()).add("lfs_size", file.size());
            }
            file.xetHash().ifPresent(hash -> entry.add("xet_hash", hash));
            members.add(file.path(), entry);
        }
        return Json.createObjectBuilder()
                .add("format_version", 1)
                .add("files", members)
                .build()
                .toString();
    }

    static String gb(long bytes) {
        return bytes < 100_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
