package org.blackfish.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.blackfish.image.PullLeftovers;
import org.blackfish.image.StagedImage;
import org.blackfish.image.StagedImages;
import org.blackfish.model.Models;
import org.blackfish.model.Place;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.ProblemException;
import org.blackfish.profile.Hosts;
import org.blackfish.profile.Profile;
import org.blackfish.profile.Quota;
import org.blackfish.profile.Space;
import org.blackfish.settings.Settings;
import org.blackfish.transport.Command;
import org.blackfish.transport.FindCommand;
import org.blackfish.transport.Host;
import org.blackfish.transport.Outcome;

/** Looks after the shared folder: what is wrong with it, and the two repairs that lose nothing. */
@ApplicationScoped
public class CacheCare {
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final int DEEPEST = 64;
    private static final int AT_ONCE = 200;

    private final Hosts hosts;
    private final StagedImages images;
    private final Models models;
    private final UnderWay underWay;
    private final Clock clock;
    private final Set<Path> foreign = new HashSet<>();
    private final String us = System.getProperty("user.name");

    @Inject
    public CacheCare(
            Hosts hosts, StagedImages images, Models models, UnderWay underWay, Settings settings, Clock clock) {
        this.hosts = hosts;
        this.images = images;
        this.models = models;
        this.underWay = underWay;
        this.clock = clock;
        foreign.addAll(settings.hubPlaces());
        settings.hubCache().ifPresent(foreign::add);
    }

    public CacheHealth look(Profile profile) {
        Host host = hosts.of(profile);
        Path cache = profile.cacheDirectory();
        FindCommand.Tree tree = tree(host, profile);
        List<Finding> findings = new ArrayList<>(findings(profile, tree));
        findings.addAll(unneeded(profile));
        findings.addAll(unusable(profile));
        Optional<Space> space = Space.look(host, cache);
        Optional<Quota> quota = space.flatMap(room -> Quota.look(host, room.disk()));
        long bytes = tree.found().stream().mapToLong(found -> found.size()).sum();
        return new CacheHealth(
                cache,
                clock.instant(),
                !isHome(profile),
                tree.whole(),
                tree.found().size(),
                bytes,
                space,
                quota,
                findings);
    }

    /** Lets everybody read what is ours and closed; the number of entries that were changed. */
    public int share(Profile profile) {
        Host host = hosts.of(profile);
        List<Path> closed = findings(profile, tree(host, profile)).stream()
                .filter(finding -> finding.trouble() == Trouble.CLOSED && finding.ours())
                .map(Finding::path)
                .toList();
        for (int from = 0; from < closed.size(); from += AT_ONCE) {
            // Added to, never taken from: a group that may write keeps that; 700 becomes 755 and 600 becomes 644.
            List<String> argv = new ArrayList<>(List.of("chmod", "u+rwX,go+rX", "--"));
            closed.subList(from, Math.min(from + AT_ONCE, closed.size())).forEach(path -> argv.add(path.toString()));
            Outcome outcome = host.run(Command.of(LOOK, argv.toArray(String[]::new)));
            if (!outcome.succeeded()) {
                throw new CommandFailed(host.name(), argv.subList(0, 2), outcome.exit(), outcome.said());
            }
        }
        return closed.size();
    }

    /**
     * Removes what was left over and links that lead nowhere; the number of entries that went. {@link AccessRefused} names
     * what stayed, when all else is gone.
     */
    public int clean(Profile profile) {
        Host host = hosts.of(profile);
        List<Finding> rubbish = findings(profile, tree(host, profile)).stream()
                .filter(finding -> finding.trouble().isRubbish() && finding.ours())
                .toList();
        Map<Path, String> stayed = new LinkedHashMap<>();
        for (Finding finding : rubbish) {
            (CacheScan.isOfPull(finding.path()) ? removePull(host, profile, finding) : remove(host, finding.path()))
                    .ifPresent(why -> stayed.put(finding.path(), why));
        }
        int removed = rubbish.size() - stayed.size();
        if (!stayed.isEmpty()) {
            Map.Entry<Path, String> first = stayed.entrySet().iterator().next();
            throw new AccessRefused(
                    first.getKey().toString(),
                    "Removed " + removed + " of " + rubbish.size() + " leftovers; " + first.getKey() + " stayed: "
                            + first.getValue());
        }
        return removed;
    }

    /** What it unpacked on another disk is known from its folder alone. */
    private Optional<String> removePull(Host host, Profile profile, Finding pull) {
        // Those before it may have taken long, and the sweep would end one that was begun meanwhile.
        if (withoutWhatIsNeeded(profile, List.of(pull)).isEmpty()) {
            return Optional.of("a pull was begun there meanwhile.");
        }
        PullLeftovers.sweep(host, pull.path());
        return PullLeftovers.areNoted(host, pull.path()) ? Optional.of(PullLeftovers.NOTED) : remove(host, pull.path());
    }

    /** Why it stayed; empty when it is gone. */
    private static Optional<String> remove(Host host, Path path) {
        try {
            host.remove(path);
            return Optional.empty();
        } catch (ProblemException closed) {
            // Unpacked images hold folders that not even their owner may write to.
            host.run(Command.of(
                    LOOK, "find", "-P", path.toString(), "-type", "d", "-exec", "chmod", "u+rwx", "{}", "+"));
        }
        try {
            host.remove(path);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<Finding> findings(Profile profile, FindCommand.Tree tree) {
        List<Finding> found = new CacheScan(profile.cacheDirectory(), us, clock.instant())
                .findings(tree).stream()
                        .filter(finding -> !isForeign(profile, finding.path()))
                        .toList();
        boolean partial = found.stream().anyMatch(finding -> finding.trouble() == Trouble.PARTIAL);
        return partial ? withoutWhatIsNeeded(profile, found) : found;
    }

    /** What cannot be known to be nobody's is no leftover. */
    private List<Finding> withoutWhatIsNeeded(Profile profile, List<Finding> found) {
        Set<Path> needed = new HashSet<>();
        try {
            needed.addAll(underWay.folders(profile));
        } catch (ProblemException unknown) {
            needed.add(profile.cacheDirectory());
        }
        return found.stream()
                .filter(finding ->
                        finding.trouble() != Trouble.PARTIAL || needed.stream().noneMatch(finding.path()::startsWith))
                .toList();
    }

    /** The caches and tokens of Hugging Face's own programs, unless our models lie in that very folder. */
    private boolean isForeign(Profile profile, Path path) {
        Path ours = profile.cacheDirectory().resolve("models");
        return foreign.stream().anyMatch(folder -> path.startsWith(folder) && !ours.startsWith(folder));
    }

    private FindCommand.Tree tree(Host host, Profile profile) {
        Path cache = profile.cacheDirectory();
        if (!isHome(profile)) {
            return FindCommand.run(host, cache, DEEPEST, false, LOOK);
        }
        List<FindCommand.Tree> trees = Stream.of("models", "images")
                .map(cache::resolve)
                .filter(folder -> host.find(folder).isPresent())
                .map(folder -> FindCommand.run(host, folder, DEEPEST, false, LOOK.dividedBy(2)))
                .toList();
        return new FindCommand.Tree(
                trees.stream().flatMap(tree -> tree.found().stream()).toList(),
                trees.stream().flatMap(tree -> tree.closed().stream()).toList(),
                trees.stream().allMatch(FindCommand.Tree::whole));
    }

    /** A cache in, or around, somebody's home holds keys and tokens that nobody else may ever read. */
    private static boolean isHome(Profile profile) {
        return profile.homeDirectory().startsWith(profile.cacheDirectory());
    }

    private List<Finding> unneeded(Profile profile) {
        return images.list(profile).stream()
                .filter(image -> image.pins().isEmpty())
                .filter(image -> image.file().path().startsWith(profile.cacheDirectory()))
                .map(this::unneeded)
                .toList();
    }

    private Finding unneeded(StagedImage image) {
        String detail = image.pinnedTag()
                .map(tag -> "another version; this one needs " + tag)
                .orElse("its name is that of no pinned image");
        return new Finding(
                Trouble.UNNEEDED_IMAGE,
                image.file().path(),
                detail,
                image.file().size(),
                image.file().owner().equals(us));
    }

    private List<Finding> unusable(Profile profile) {
        return models.inventory(profile).models().stream()
                .filter(model -> model.place() == Place.SHARED && model.defect() != null)
                .map(model ->
                        new Finding(Trouble.NO_WEIGHTS, model.file(), model.repo() + ": " + model.defect(), 0, false))
                .toList();
    }
}
