package org.blackfish.model;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedFolder;
import org.blackfish.transport.Access;
import org.blackfish.transport.Command;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;
import org.jspecify.annotations.Nullable;

/** Copies a revision from a home into the shared folder, step by step as its {@link PublishPlan} says. */
@ApplicationScoped
public class PublishSteps {
    /** Counted as a leftover when it stays, and taken by no client for a payload. */
    static final String UNDER_WAY = ".publishing.incomplete";

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final int LONGEST_REF = 200;

    private final Hosts hosts;

    @Inject
    public PublishSteps(Hosts hosts) {
        this.hosts = hosts;
    }

    /** {@link WrongState} names a file that is not there. */
    public PublishPlan plan(Profile profile, CatalogueEntry entry) {
        Host host = hosts.of(profile);
        Path shared = profile.cacheDirectory().resolve("models");
        Path folder = Path.of(entry.modelDir());
        PublishPlan plan = plan(host, folder, shared, entry.repo(), entry.revision());
        plan.sizes().forEach((to, size) -> {
            if (size < 0) {
                throw new WrongState(
                        "model " + entry.repo(),
                        "incomplete",
                        "complete",
                        "The file " + plan.payloads().getOrDefault(to, to) + " is not there, so " + entry.repo()
                                + " cannot be published; download it again.");
            }
        });
        return plan;
    }

    PublishPlan plan(Host host, Path folder, Path shared, String repo, @Nullable String revision) {
        if (revision == null) {
            List<Path> files =
                    new Removals(hosts).plan(host, folder, repo, null, false).paths();
            return PublishPlan.ofLone(host, folder, shared, files);
        }
        Path ref = folder.resolve("refs/main");
        boolean main = Optional.ofNullable(
                        host.readAll(List.of(ref), LONGEST_REF).get(ref))
                .map(text -> new String(text, StandardCharsets.UTF_8).strip())
                .filter(revision::equals)
                .isPresent();
        return PublishPlan.of(host, folder, shared, repo, revision, main);
    }

    /** {@code going} hears the file that is being written, before each. */
    public void carryOut(Profile profile, PublishPlan plan, Consumer<Path> going) {
        carryOut(hosts.of(profile), profile.cacheDirectory(), plan, going);
    }

    void carryOut(Host host, Path cache, PublishPlan plan, Consumer<Path> going) {
        folders(cache, plan).forEach(folder -> SharedFolder.make(host, cache, folder));
        for (Map.Entry<Path, Path> payload : plan.payloads().entrySet()) {
            Path to = payload.getKey();
            boolean there = host.find(to)
                    .filter(Entry::isFile)
                    .map(Entry::size)
                    .equals(Optional.ofNullable(plan.sizes().get(to)));
            if (!there) {
                Path part = to.resolveSibling(to.getFileName() + UNDER_WAY);
                going.accept(part);
                run(
                        host,
                        LONGEST,
                        "cp",
                        "--reflink=auto",
                        "--remove-destination",
                        "-L",
                        "-T",
                        "--",
                        payload.getValue().toString(),
                        part.toString());
                run(host, SHORT, "chmod", "u+rw,go+r", "--", part.toString());
                run(host, SHORT, "mv", "-f", "-T", "--", part.toString(), to.toString());
            }
        }
        plan.snapshot().ifPresent(snapshot -> snapshot(host, cache, plan, snapshot));
    }

    /** {@link WrongState} when what lies in the shared folder now is missing or could not be run. */
    public void requireWhole(Profile profile, CatalogueEntry entry) {
        requireWhole(hosts.of(profile), profile.cacheDirectory().resolve("models"), entry.repo(), entry.revision());
    }

    void requireWhole(Host host, Path shared, String repo, @Nullable String revision) {
        List<Model> there = new Shelf(host, shared, Place.SHARED, Clock.systemUTC())
                .of(new RepoName(repo)).stream()
                        .map(Copy::model)
                        .filter(model -> Objects.equals(model.revision(), revision))
                        .map(model -> Models.compared(host, model))
                        .toList();
        if (there.stream().noneMatch(model -> model.defect() == null)) {
            String why = there.isEmpty()
                    ? "it is not found there"
                    : String.valueOf(there.getFirst().defect());
            throw new WrongState(
                    "model " + repo,
                    "incomplete",
                    "complete",
                    repo + " could not be run from " + shared + ": " + why + ".");
        }
    }

    private static List<Path> folders(Path cache, PublishPlan plan) {
        List<Path> folders = new ArrayList<>(List.of(cache.resolve("models"), plan.target()));
        plan.snapshot()
                .ifPresent(snapshot -> List.of("blobs", "snapshots", "refs", "trees")
                        .forEach(name -> folders.add(plan.target().resolve(name))));
        return folders.stream().distinct().toList();
    }

    private static void snapshot(Host host, Path cache, PublishPlan plan, Path from) {
        String revision = String.valueOf(from.getFileName());
        Path to = plan.target().resolve("snapshots").resolve(revision);
        Path part = to.resolveSibling("." + revision + ".publishing");
        host.remove(part);
        run(host, LONGEST, "cp", "-R", plan.linked() ? "-P" : "-L", "-T", "--", from.toString(), part.toString());
        run(host, SHORT, "chmod", "-R", "u+rwX,go+rX", "--", part.toString());
        if (host.find(to).isEmpty()) {
            run(host, SHORT, "mv", "-T", "--", part.toString(), to.toString());
        } else {
            mend(host, cache, part, to);
        }
        Path listing = Path.of("trees", revision + ".json");
        Path source = from.resolve("../..").normalize().resolve(listing);
        if (host.find(source).filter(Entry::isFile).isPresent()) {
            Path copy = plan.target().resolve(listing);
            run(host, SHORT, "cp", "--remove-destination", "-T", "--", source.toString(), copy.toString());
            run(host, SHORT, "chmod", "u+rw,go+r", "--", copy.toString());
        }
        if (plan.main()) {
            // Without a line's end, as the hub's client reads it.
            host.write(plan.target().resolve("refs/main"), revision.getBytes(StandardCharsets.UTF_8), Access.SHARED);
        }
    }

    /** One that is there may be a broken one: it gets what it lacks or has otherwise, while others read it. */
    private static void mend(Host host, Path cache, Path part, Path to) {
        Set<RepoTree.Name> there = Set.copyOf(RepoTree.of(host, to).names());
        for (RepoTree.Name name : RepoTree.of(host, part).names()) {
            if (!there.contains(name)) {
                Path target = to.resolve(name.path());
                SharedFolder.make(host, cache, target.resolveSibling(""));
                run(
                        host,
                        SHORT,
                        "mv",
                        "-f",
                        "-T",
                        "--",
                        part.resolve(name.path()).toString(),
                        target.toString());
            }
        }
        host.remove(part);
    }

    private static void run(Host host, Duration longest, String... argv) {
        Outcome outcome = host.run(Command.of(longest, argv));
        if (!outcome.succeeded()) {
            throw new CommandFailed(host.name(), List.of(argv), outcome.exit(), outcome.said());
        }
    }
}
