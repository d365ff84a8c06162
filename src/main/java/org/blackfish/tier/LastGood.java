package org.blackfish.tier;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.blackfish.problem.ProblemException;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;
import org.blackfish.transport.LocalHost;

/** The last good version of each tier file over restarts: what this user read last, or an admin published last. */
final class LastGood {
    private static final System.Logger LOG = System.getLogger(LastGood.class.getName());

    private final Host here = new LocalHost();
    private final Path folder;

    /** Keeps copies in {@code folder} on this machine. */
    LastGood(Path folder) {
        this.folder = folder;
    }

    /** Keeps what was read of {@code path}; without a copy only a restart in front of a wrong file is the worse for it. */
    void keep(Host host, Path path, byte[] text) {
        try {
            here.makeFolders(folder, Access.PRIVATE);
            here.write(copy(host, path), text, Access.PRIVATE);
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "The tiers of " + path + " could not be kept: " + e.getMessage());
        }
    }

    /**
     * The site has taken the file away: what this user read of it is not kept for the next start. A version
     * that an admin published is, since the history is everybody's and does not tell that the file was away.
     */
    void forget(Host host, Path path) {
        try {
            here.remove(copy(host, path));
        } catch (ProblemException e) {
            LOG.log(System.Logger.Level.WARNING, "The tiers of " + path + " could not be forgotten: " + e.getMessage());
        }
    }

    /** The later of the two, as it was read or published then; empty where there never was a good one. */
    Optional<TiersInForce> find(Host host, Path path) {
        return Stream.of(kept(host, path), published(host, path))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(TiersInForce::readAt));
    }

    private Optional<TiersInForce> kept(Host host, Path path) {
        Path copy = copy(host, path);
        try {
            return here.find(copy)
                    .map(Entry::modified)
                    .flatMap(at -> version(path, at, here.read(copy, 0, SafeYaml.LONGEST)));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static Optional<TiersInForce> published(Host host, Path path) {
        try {
            return new TierHistory(host, Objects.requireNonNull(path.getParent()))
                    .versions().stream()
                            .flatMap(one ->
                                    version(path, one.at(), one.yaml().getBytes(StandardCharsets.UTF_8)).stream())
                            .findFirst();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static Optional<TiersInForce> version(Path path, Instant at, byte[] text) {
        return Optional.ofNullable(TierParser.parse(text).file())
                .map(tiers -> new TiersInForce(tiers, List.of(), path.toString(), at, null));
    }

    private Path copy(Host host, Path path) {
        String key = host.name() + ":" + path;
        return folder.resolve(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + ".yaml");
    }
}
