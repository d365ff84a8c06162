package org.blackfish.hub;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.blackfish.fetch.Failure;
import org.blackfish.fetch.Order;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

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
        Set<String> there = present(host, root.resolve(order.repo().folder()).resolve("blobs"));
        long bytes = files.stream().mapToLong(HubFile::size).sum();
        long missing = files.stream()
                .filter(file -> !there.contains(file.piece().etag()))
                .mapToLong(HubFile::size)
                .sum();
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

    /** What the transfer's program is told. */
    Order order(DownloadRecord record, List<HubFile> files, long rate, boolean shared) {
        String revision = record.revision();
        String ref = revision == null ? "main" : RepoId.isCommit(revision) ? "" : revision;
        try {
            return new Order(
                    record.repo(),
                    record.commit(),
                    ref,
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
