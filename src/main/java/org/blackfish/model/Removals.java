package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.blackfish.problem.AccessRefused;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.jspecify.annotations.Nullable;

/** Takes revisions off the disk without harm to those that stay. */
@ApplicationScoped
public class Removals {
    private static final int LONGEST_REF = 200;

    private final Hosts hosts;

    @Inject
    public Removals(Hosts hosts) {
        this.hosts = hosts;
    }

    /** What would go; where a download is {@code awaited}, what it has fetched and not yet linked stays. */
    public RemovalPlan plan(Profile profile, CatalogueEntry entry, boolean awaited) {
        return plan(hosts.of(profile), Path.of(entry.modelDir()), entry.repo(), entry.revision(), awaited);
    }

    /** {@link AccessRefused} before anything is touched where this account may not write. */
    public void carryOut(Profile profile, CatalogueEntry entry, RemovalPlan plan) {
        Host host = hosts.of(profile);
        Path folder = Path.of(entry.modelDir());
        List<Path> written = entry.revision() == null
                ? List.of(folder)
                : List.of(folder, folder.resolve("snapshots"), folder.resolve("blobs"));
        for (Path path : written) {
            if (host.find(path).filter(Entry::isFolder).isPresent() && !host.canWrite(path)) {
                throw new AccessRefused(
                        path.toString(),
                        "This account may not write " + path + ", so it cannot remove " + entry.repo()
                                + "; ask its owner.");
            }
        }
        plan.paths().forEach(host::remove);
    }

    RemovalPlan plan(Host host, Path folder, String repo, @Nullable String revision, boolean awaited) {
        if (revision == null) {
            return loneFile(host, folder, repo);
        }
        boolean elsewhere = host.find(folder).filter(Entry::symlink).isPresent();
        if (elsewhere) {
            // Somebody keeps the repository in another place; only the way to it is ours.
            return new RemovalPlan(List.of(folder), 0, 0, 0, false);
        }
        RepoTree tree = RepoTree.of(host, folder);
        Path locks = folder.resolveSibling(".locks").resolve(String.valueOf(folder.getFileName()));
        return RemovalPlan.of(tree, revision, branches(host, tree, revision), locks, awaited);
    }

    private static Set<Path> branches(Host host, RepoTree tree, String revision) {
        List<Path> refs = tree.below(Path.of("refs")).stream()
                .map(name -> tree.folder().resolve(name.path()))
                .toList();
        Map<Path, byte[]> read = host.readAll(refs, LONGEST_REF);
        Set<Path> branches = new TreeSet<>();
        read.forEach((path, text) -> {
            if (new String(text, StandardCharsets.UTF_8).strip().equals(revision)) {
                branches.add(path);
            }
        });
        return branches;
    }

    private static RemovalPlan loneFile(Host host, Path folder, String repo) {
        List<Entry> files = host.list(folder).stream()
                .filter(entry -> !entry.isFolder()
                        && entry.name().endsWith(".gguf")
                        && RepoName.ofLoneFile(Weights.stem(entry.name()))
                                .filter(name -> name.text().equals(repo))
                                .isPresent())
                .toList();
        long bytes = files.stream()
                .filter(entry -> !entry.symlink())
                .mapToLong(Entry::size)
                .sum();
        return new RemovalPlan(files.stream().map(Entry::path).toList(), bytes, 0, 0, false);
    }
}
