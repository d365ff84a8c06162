package org.blackfish.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes when a revision goes: its folder and branches first, so that it is never half there, then what nothing else
 * leads to.
 *
 * @param paths in the order of their removal
 * @param bytes that get free on the disk
 * @param kept files of it that stay, because other revisions need them
 * @param stored files of it that stay, because they lie in the store that all repositories share
 * @param begun whether the last revision goes and the repository stays, because a download has begun another one there
 */
public record RemovalPlan(List<Path> paths, long bytes, int kept, int stored, boolean begun) {
    private static final Path BLOBS = Path.of("blobs");
    private static final Path SNAPSHOTS = Path.of("snapshots");
    private static final String PARTIAL = ".incomplete";

    public RemovalPlan {
        paths = List.copyOf(paths);
    }

    /** Of one revision; of the last one everything goes, unless a download is {@code awaited} or has begun there. */
    static RemovalPlan of(RepoTree tree, String revision, Set<Path> branches, Path locks, boolean awaited) {
        Set<String> others = new HashSet<>(tree.revisions());
        others.remove(revision);
        boolean begun = awaited || tree.below(BLOBS).stream().anyMatch(RemovalPlan::isPartial);
        return others.isEmpty() && !begun ? whole(tree, locks) : one(tree, revision, branches, others.isEmpty());
    }

    private static boolean isPartial(RepoTree.Name name) {
        return name.path().toString().endsWith(PARTIAL);
    }

    private static RemovalPlan one(RepoTree tree, String revision, Set<Path> branches, boolean begun) {
        Path snapshot = SNAPSHOTS.resolve(revision);
        List<RepoTree.Name> own = tree.below(snapshot);
        Set<Path> needed = tree.below(SNAPSHOTS).stream()
                .filter(name -> !name.path().startsWith(snapshot))
                .flatMap(name -> name.leadsTo().stream())
                .collect(Collectors.toSet());
        Set<Path> blobs = own.stream()
                .flatMap(name -> name.leadsTo().stream())
                .filter(blob -> blob.startsWith(BLOBS) && blob.getNameCount() == 2)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        int all = blobs.size();
        blobs.removeAll(needed);
        List<Path> paths = new ArrayList<>(branches);
        paths.add(tree.folder().resolve(snapshot));
        paths.add(tree.folder().resolve("trees").resolve(revision + ".json"));
        List<RepoTree.Name> going = new ArrayList<>(own);
        for (Path blob : blobs) {
            paths.add(tree.folder().resolve(blob));
            tree.at(blob).ifPresent(going::add);
        }
        return new RemovalPlan(paths, bytes(going), all - blobs.size(), stored(going), begun);
    }

    private static RemovalPlan whole(RepoTree tree, Path locks) {
        List<Path> paths =
                List.of(tree.folder().resolve("refs"), tree.folder().resolve(SNAPSHOTS), tree.folder(), locks);
        return new RemovalPlan(paths, bytes(tree.names()), 0, stored(tree.names()), false);
    }

    private static long bytes(List<RepoTree.Name> names) {
        return names.stream()
                .filter(name -> !name.link())
                .mapToLong(RepoTree.Name::size)
                .sum();
    }

    /** Blobs that are links: the hub's client keeps their bytes in one store for all repositories. */
    private static int stored(List<RepoTree.Name> names) {
        return (int) names.stream()
                .filter(name -> name.link() && name.path().startsWith(BLOBS))
                .count();
    }

    /** Why some of it stays; empty when all of it goes. */
    public Optional<String> remark() {
        if (begun) {
            return Optional.of(
                    "What a download has begun there stays: let it go on, cancel it, or remove the *.incomplete"
                            + " files in its folder blobs.");
        }
        if (stored > 0) {
            return Optional.of(files(stored) + " in the shared store \"blobs\" beside the repositories and stay"
                    + (stored == 1 ? "s" : "") + " there; \"hf cache prune\" clears that store.");
        }
        return kept == 0
                ? Optional.empty()
                : Optional.of((kept == 1 ? "One file stays" : kept + " files stay") + ", since other revisions need "
                        + (kept == 1 ? "it." : "them."));
    }

    private static String files(int count) {
        return count == 1 ? "One file lies" : count + " files lie";
    }
}
