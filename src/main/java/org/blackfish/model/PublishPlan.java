package org.blackfish.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/**
 * What is copied, in which order, so that the shared folder holds a revision whole or not at all: payloads by temporary
 * names, then the revision's folder by one rename, then its listing and branch.
 *
 * @param target the repository's folder there; for a lone file the models folder
 * @param payloads files by where they go, with what they are copied from
 * @param sizes of the payloads
 * @param snapshot the revision's folder; empty for a lone file
 * @param linked whether its links lead to payloads here; if not, it is copied with what its links lead to
 */
public record PublishPlan(
        Path target,
        Map<Path, Path> payloads,
        Map<Path, Long> sizes,
        Optional<Path> snapshot,
        boolean linked,
        boolean main) {

    static PublishPlan of(Host host, Path folder, Path shared, String repo, String revision, boolean main) {
        RepoTree tree = RepoTree.of(host, folder);
        Path target = shared.resolve(new RepoName(repo).folder());
        Path snapshot = Path.of("snapshots", revision);
        Map<Path, Path> payloads = new TreeMap<>();
        boolean linked = true;
        for (RepoTree.Name name : tree.below(snapshot)) {
            Optional<Path> blob =
                    name.leadsTo().filter(there -> there.startsWith("blobs") && there.getNameCount() == 2);
            linked &= blob.isPresent();
            blob.ifPresent(there -> payloads.put(target.resolve(there), folder.resolve(there)));
        }
        return new PublishPlan(
                target,
                linked ? payloads : Map.of(),
                sizes(host, payloads),
                Optional.of(folder.resolve(snapshot)),
                linked,
                main);
    }

    static PublishPlan ofLone(Host host, Path folder, Path shared, List<Path> files) {
        Map<Path, Path> payloads = new TreeMap<>();
        files.forEach(file -> payloads.put(shared.resolve(String.valueOf(file.getFileName())), file));
        return new PublishPlan(shared, payloads, sizes(host, payloads), Optional.empty(), true, false);
    }

    private static Map<Path, Long> sizes(Host host, Map<Path, Path> payloads) {
        Map<Path, Entry> found = host.findAll(new ArrayList<>(payloads.values()));
        Map<Path, Long> sizes = new TreeMap<>();
        payloads.forEach((to, from) -> sizes.put(
                to,
                Optional.ofNullable(found.get(from))
                        .filter(Entry::isFile)
                        .map(Entry::size)
                        .orElse(-1L)));
        return sizes;
    }

    /** Of all payloads. */
    public long bytes() {
        return sizes.values().stream().mapToLong(size -> Math.max(0, size)).sum();
    }
}
