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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes away whole blobs of a repository that no snapshot links to. */
final class Unlinked {
    private final Path folder;
    private final Path blobs;

    /** {@code folder} is that of the repository. */
    Unlinked(Path folder) {
        this.folder = folder;
        this.blobs = folder.resolve("blobs");
    }

    /**
     * Those of these blobs that went. None does while a partial file tells of another program here, which may want them.
     * {@code ending} is what they are called by while it is made sure.
     */
    Set<String> remove(Collection<String> etags, String ending) throws IOException {
        if (!Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS) || anyIsFilled()) {
            return Set.of();
        }
        Set<String> linked = linkedOr(Set.copyOf(etags));
        List<String> aside = new ArrayList<>();
        for (String etag : etags) {
            Path blob = blobs.resolve(etag);
            if (!linked.contains(etag) && Files.isRegularFile(blob, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(blob, aside(etag, ending), StandardCopyOption.ATOMIC_MOVE);
                aside.add(etag);
            }
        }
        // Who links from now on finds them missing and fetches them; who linked meanwhile gets them back.
        Set<String> gone = new HashSet<>(aside);
        gone.removeAll(linkedOr(gone));
        for (String etag : aside) {
            if (gone.contains(etag)) {
                Files.delete(aside(etag, ending));
            } else {
                Files.move(aside(etag, ending), blobs.resolve(etag), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return gone;
    }

    private Path aside(String etag, String ending) {
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
