package org.blackfish.fetch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Takes away whole blobs of a repository that no snapshot links to. */
final class Unlinked {
    private final Path folder;
    private final Path blobs;
    private final String ending;

    /**
     * {@code folder} is that of the repository; {@code ending} is what blobs are called by while it is made sure that
     * nothing links to them, and nothing else ever is.
     */
    Unlinked(Path folder, String ending) {
        this.folder = folder;
        this.blobs = folder.resolve("blobs");
        this.ending = ending;
    }

    /**
     * Those of these blobs that went. None does while a partial file tells of another program here, which may want them.
     * When that is broken off, those that have not gone have their names again, at the latest after the next call.
     */
    Set<String> remove(Collection<String> etags) throws IOException {
        if (!Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS)) {
            return Set.of();
        }
        giveBack(etags);
        if (anyIsFilled()) {
            return Set.of();
        }
        Set<String> gone = new HashSet<>();
        try {
            Set<String> unlinked = moveAside(etags);
            // Who links from now on finds them missing and fetches them; who linked meanwhile gets them back.
            unlinked.removeAll(linkedOr(unlinked));
            for (String etag : unlinked) {
                Files.delete(aside(etag));
                gone.add(etag);
            }
        } finally {
            giveBack(etags);
        }
        return gone;
    }

    private Set<String> moveAside(Collection<String> etags) throws IOException {
        Set<String> linked = linkedOr(Set.copyOf(etags));
        Set<String> aside = new HashSet<>();
        for (String etag : etags) {
            Path blob = blobs.resolve(etag);
            if (!linked.contains(etag) && Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(blob, aside(etag), StandardCopyOption.ATOMIC_MOVE);
                aside.add(etag);
            }
        }
        return aside;
    }

    /** What lies aside has its name again; one that cannot have it keeps no other from it. */
    void giveBack(Collection<String> etags) throws IOException {
        IOException first = null;
        for (String etag : etags) {
            Path aside = aside(etag);
            try {
                if (Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(aside, blobs.resolve(etag), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Path aside(String etag) {
        return blobs.resolve(etag + ending);
    }

    private boolean anyIsFilled() throws IOException {
        try (DirectoryStream<Path> partial = Files.newDirectoryStream(blobs, "*.incomplete")) {
            return partial.iterator().hasNext();
        }
    }

    private Set<String> linkedOr(Set<String> all) {
        try {
            return linked();
        } catch (IOException unreadable) {
            return Set.copyOf(all);
        }
    }

    /** What all links of the repository lead to, those of a snapshot that has no name yet included. */
    private Set<String> linked() throws IOException {
        Set<String> names = new HashSet<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes found) {
                return inside.equals(blobs) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                if (found.isSymbolicLink()) {
                    names.add(String.valueOf(Files.readSymbolicLink(file).getFileName()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }
}
