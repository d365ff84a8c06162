package org.blackfish.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.blackfish.transport.FindCommand;
import org.blackfish.transport.Found;
import org.blackfish.transport.Link;

/** What the entries of a tree tell by themselves; pure. */
record CacheScan(Path root, String us, Instant now) {
    private static final Duration STALE = Duration.ofHours(24);
    private static final Pattern LEFTOVER = Pattern.compile(".*\\.(incomplete|part|partial|aria2|tmp)|tmp-copy-\\d+");
    private static final String OURS = ".blackfish";
    private static final String PULLING = ".pulling";

    List<Finding> findings(FindCommand.Tree tree) {
        List<Finding> findings = new ArrayList<>();
        Map<Path, String> pulls = tree.found().stream()
                .filter(CacheScan::isPull)
                .collect(Collectors.toMap(Found::path, Found::owner, (one, same) -> one));
        tree.found().forEach(found -> {
            closed(found).ifPresent(findings::add);
            unowned(found).ifPresent(findings::add);
            leftover(found, pulls).ifPresent(findings::add);
            found.link().flatMap(link -> link(found, link)).ifPresent(findings::add);
        });
        tree.closed()
                .forEach(path -> findings.add(new Finding(
                        Trouble.UNREADABLE, path, "a folder that this account may not look into", 0, false)));
        return findings;
    }

    /** What lies outside may be on a disk that is away just now, so a person must judge. */
    private Optional<Finding> link(Found found, Link link) {
        if (link.end() == Link.End.THERE) {
            return Optional.empty();
        }
        if (link.end() == Link.End.UNKNOWN) {
            return Optional.of(new Finding(
                    Trouble.UNREADABLE,
                    found.path(),
                    "a link to " + link.target() + ", which cannot be looked at",
                    0,
                    false));
        }
        boolean inside = found.path().resolveSibling(link.target()).normalize().startsWith(root);
        return Optional.of(
                inside
                        ? finding(Trouble.BROKEN_LINK, found)
                        : new Finding(Trouble.OUTSIDE_LINK, found.path(), "a link to " + link.target(), 0, false));
    }

    /** Our own files there are written as they should be, and pulls under way are nobody's yet. */
    private Optional<Finding> closed(Found found) {
        return found.isShared() || lies(found.path(), OURS) || lies(found.path(), PULLING)
                ? Optional.empty()
                : Optional.of(finding(Trouble.CLOSED, found));
    }

    /** The disk knows the owner by a number only when there is no account of it. */
    private Optional<Finding> unowned(Found found) {
        return found.owner().matches("\\d+") ? Optional.of(finding(Trouble.UNOWNED, found)) : Optional.empty();
    }

    private Optional<Finding> leftover(Found found, Map<Path, String> pulls) {
        boolean file = found.kind() == Found.Kind.FILE
                && LEFTOVER.matcher(found.name()).matches()
                && !lies(found.path(), PULLING)
                && !lies(found.path(), OURS);
        boolean stale = found.modified().isBefore(now.minus(STALE));
        return (isPull(found) || isUnpackedByAnother(found, pulls) || file) && stale
                ? Optional.of(finding(Trouble.PARTIAL, found))
                : Optional.empty();
    }

    private static boolean isPull(Found found) {
        return found.kind() == Found.Kind.FOLDER && isOfPull(found.path());
    }

    /** Whether a pull of an image has its files there. */
    static boolean isOfPull(Path path) {
        Path above = path.getParent();
        return above != null && above.endsWith(PULLING);
    }

    /** Whoever made the folder of a pull cannot remove what another account unpacked in it at a later try. */
    private static boolean isUnpackedByAnother(Found found, Map<Path, String> pulls) {
        String owner = pulls.get(found.path().getParent());
        return found.kind() == Found.Kind.FOLDER && owner != null && !owner.equals(found.owner());
    }

    private boolean lies(Path path, String folder) {
        for (Path name : root.relativize(path)) {
            if (name.toString().equals(folder)) {
                return true;
            }
        }
        return false;
    }

    private Finding finding(Trouble trouble, Found found) {
        String detail = "owner " + found.owner() + ", group " + found.group() + ", mode " + found.octal();
        long bytes = found.kind() == Found.Kind.FILE ? found.size() : 0;
        return new Finding(trouble, found.path(), detail, bytes, found.owner().equals(us));
    }
}
