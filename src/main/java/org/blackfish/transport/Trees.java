package org.blackfish.transport;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Folders made with their mode and trees removed without following links. */
final class Trees {
    /** A round takes well under a millisecond more than the files in it; those who write there write once a second. */
    private static final int MOST_ROUNDS = 100;

    private static final Removal REMOVAL = new Removal();

    private Trees() {}

    static void make(Path folder, Access access) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent, access);
        }
        var mode = PosixFilePermissions.fromString(access.folder());
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
            // The umask may have taken bits away; a shared folder must really be shared.
            Files.setPosixFilePermissions(folder, mode);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Also while somebody still writes there, such as the watcher of a job that is ending. */
    static void remove(Path path) throws IOException {
        for (int round = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); round++) {
            try {
                Files.walkFileTree(path, REMOVAL);
                return;
            } catch (DirectoryNotEmptyException somethingNew) {
                if (round == MOST_ROUNDS) {
                    throw somethingNew;
                }
            }
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        /** What somebody else took away between our listing and our look is as gone as it should be. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // Only ever a temporary file of ours; the first failure is the one to report.
        }
    }
}
