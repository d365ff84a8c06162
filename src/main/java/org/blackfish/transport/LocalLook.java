package org.blackfish.transport;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at names on this machine, where there are thousands with as few calls of the system as tell what they are. */
final class LocalLook {
    /** Of names in one folder: their bytes are compared as they are, since none of them must be read for it. */
    private static final Comparator<Entry> BY_NAME = Comparator.comparing(Entry::path);

    private LocalLook() {}

    /** How a name of an open folder is looked at. */
    private interface Glance {
        BasicFileAttributes at(Path path, LinkOption... how) throws IOException;
    }

    static Entry entry(Path path) {
        boolean symlink = false;
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            symlink = found.isSymbolicLink();
            return entry(path, symlink ? Files.readAttributes(path, BasicFileAttributes.class) : found, symlink);
        } catch (IOException e) {
            return new Entry(path, kind(e), 0, Instant.EPOCH, symlink, null);
        }
    }

    /** What a name is that could not be followed. */
    static Entry.Kind kind(IOException why) {
        return why instanceof AccessDeniedException ? Entry.Kind.CLOSED : Entry.Kind.OTHER;
    }

    /** As {@link #entry} with one look less; null where nothing is. */
    static @Nullable Entry seen(Path path) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isSymbolicLink() ? entry(path) : entry(path, found, false);
        } catch (IOException gone) {
            return null;
        }
    }

    /** All names of a folder, each looked at once; whether one is a link is asked of folders and of what leads nowhere. */
    static List<Entry> children(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
            Glance glance = glance(names);
            for (Path name : names) {
                entries.add(child(name, glance));
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        entries.sort(BY_NAME);
        return entries;
    }

    /** From the open folder where the system can, which has then no long way to go for each name. */
    private static Glance glance(DirectoryStream<Path> names) {
        return names instanceof SecureDirectoryStream<Path> open
                ? (path, how) -> open.getFileAttributeView(path.getFileName(), BasicFileAttributeView.class, how)
                        .readAttributes()
                : (path, how) -> Files.readAttributes(path, BasicFileAttributes.class, how);
    }

    private static Entry child(Path path, Glance glance) {
        try {
            BasicFileAttributes found = glance.at(path);
            boolean symlink = found.isDirectory()
                    && glance.at(path, LinkOption.NOFOLLOW_LINKS).isSymbolicLink();
            return entry(path, found, symlink);
        } catch (IOException e) {
            return entry(path);
        }
    }

    private static Entry entry(Path path, BasicFileAttributes found, boolean symlink) {
        Entry.Kind kind =
                found.isDirectory() ? Entry.Kind.FOLDER : found.isRegularFile() ? Entry.Kind.FILE : Entry.Kind.OTHER;
        return new Entry(path, kind, found.size(), found.lastModifiedTime().toInstant(), symlink, found.fileKey());
    }

    /** See {@link Host#modified}. */
    static long modified(Path path) {
        try {
            return Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            return Host.NOWHERE;
        }
    }
}
