package org.blackfish.image;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.ProblemException;
import org.blackfish.problem.UnknownItem;
import org.blackfish.profile.Profile;
import org.blackfish.profile.SharedFolder;
import org.blackfish.profile.Space;
import org.blackfish.transport.Access;
import org.blackfish.transport.Entry;
import org.blackfish.transport.Host;

/**
 * The folder in which one image is pulled, hidden beside the images: so that the last step is a rename on one disk, and
 * every admin sees the pull.
 */
record PullFolder(Host host, Path path, Path target) {
    private static final String ALL = ".pulling";
    private static final int LONGEST = 64 * 1024;
    private static final Pattern FULL = Pattern.compile("No space left on device|Disk quota exceeded");

    static PullFolder of(Host host, Profile profile, ImagePlace place, String file) {
        Path target = place.images(profile).resolve(file);
        return new PullFolder(host, of(target), target);
    }

    /** The folder for an image that shall lie at {@code target}. */
    static Path of(Path target) {
        return target.resolveSibling(ALL).resolve(target.getFileName());
    }

    /** Those of a place in the order of their names; none where nobody may look. */
    static List<PullFolder> all(Host host, Profile profile, ImagePlace place) {
        try {
            return host.list(place.images(profile).resolve(ALL)).stream()
                    .filter(Entry::isFolder)
                    .map(entry -> of(host, profile, place, entry.name()))
                    .toList();
        } catch (ProblemException e) {
            return List.of();
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** With the rights of {@code images}, so that whoever may write the one may cancel and clear away in the other. */
    void make() {
        Path images = above(target);
        withRoom("begin", () -> {
            SharedFolder.make(host, images, above(path));
            SharedFolder.make(host, images, path);
        });
    }

    private static Path above(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException(file + " lies in no folder");
        }
        return parent;
    }

    /** A file without which the pull cannot begin. */
    void write(String name, String text) {
        withRoom("begin", () -> host.write(file(name), text.getBytes(StandardCharsets.UTF_8), Access.SHARED));
    }

    /** Tells the pull to stop, by an empty file since that one may still fit on a full disk. */
    void cancel() {
        withRoom("be told to stop", () -> host.write(file("cancel"), new byte[0], Access.SHARED));
    }

    private void withRoom(String what, Runnable writing) {
        try {
            writing.run();
        } catch (AccessRefused refused) {
            if (!FULL.matcher(String.valueOf(refused.getMessage())).find()) {
                throw refused;
            }
            String free = Space.look(host, above(target))
                    .map(space -> "; " + PullRoom.size(space.free()) + " are free there")
                    .orElse("");
            throw new AccessRefused(
                    path.toString(),
                    "The disk is full: the pull could not " + what + " in " + path + free
                            + ". Free some room and try again.");
        }
    }

    /**
     * Takes away what an earlier try said, so that nobody takes it for the word of the next one; {@link AccessRefused} says
     * whose it is where the disk lets only its owner do so.
     */
    void forget() {
        Optional<String> by = look().map(sight -> sight.note().by());
        try {
            List.of("beat", "facts", "ended", "cancel", "inspect.json", "log", PullNote.FILE)
                    .forEach(name -> host.remove(file(name)));
        } catch (AccessRefused stays) {
            throw new AccessRefused(
                    path.toString(),
                    path + " holds what is left of a pull of " + by.orElse("another account")
                            + ", which this account may not take away; ask "
                            + by.map(whose -> whose + " to dismiss that pull")
                                    .orElse("its owner to remove the leftovers on Cache health")
                            + ", or the folder's owner for the right to write there.");
        }
    }

    /** The intent first, so that what has to stay here is no pull any more; {@link AccessRefused} names it. */
    void remove() {
        host.remove(file(PullNote.FILE));
        if (PullLeftovers.areNoted(host, path)) {
            throw new AccessRefused(
                    path.toString(), "The pull is forgotten, but " + path + " stays: " + PullLeftovers.NOTED);
        }
        try {
            host.remove(path);
        } catch (AccessRefused stays) {
            throw new AccessRefused(
                    path.toString(),
                    "The pull is forgotten, but " + path + " stays: it holds files of another account, which can remove"
                            + " its leftovers on Cache health.");
        }
    }

    /** Empty when no pull has written its intent here. */
    Optional<PullSight> look() {
        return read(PullNote.FILE).flatMap(PullNote::parse).map(note -> {
            Optional<String> beat = read("beat");
            return new PullSight(
                    note,
                    beat.flatMap(Beat::parse),
                    read("ended").map(String::strip),
                    read("facts").flatMap(ImageFacts::parse),
                    host.find(file("cancel")).isPresent(),
                    isPartial(),
                    host.find(target).filter(Entry::isFile).map(Entry::size),
                    tail("log"),
                    note.attempt() + note.job().orElse("") + beat.orElse("") + touched("beat"),
                    later(touched("beat"), touched(PullNote.FILE)));
        });
    }

    /** The image has both names for a moment when it gets the final one. */
    private boolean isPartial() {
        Map<Path, Entry> seen = host.findAll(List.of(file("image.sif"), target));
        Entry image = seen.get(file("image.sif"));
        Entry whole = seen.get(target);
        return image != null
                && (whole == null
                        || image.identity() == null
                        || !image.identity().equals(whole.identity()));
    }

    Optional<String> read(String name) {
        try {
            return Optional.of(new String(host.read(file(name), 0, LONGEST), StandardCharsets.UTF_8));
        } catch (UnknownItem missing) {
            return Optional.empty();
        }
    }

    private String tail(String name) {
        long size = host.find(file(name)).map(Entry::size).orElse(0L);
        if (size == 0) {
            return "";
        }
        byte[] read = host.read(file(name), Math.max(0, size - LONGEST), LONGEST);
        return new String(read, StandardCharsets.UTF_8);
    }

    private Instant touched(String name) {
        return host.find(file(name)).map(Entry::modified).orElse(Instant.EPOCH);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
