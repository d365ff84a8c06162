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
    /** A job's watcher writes at most once a second, so the second round already finds nothing new. */
    private static final int ROUNDS = 20;

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

    /** Removes it whole; what a program that is just ending still writes into it goes too. */
    static void remove(Path path) throws IOException {
        for (int round = 1; Files.exists(path, LinkOption.NOFOLLOW_LINKS); round++) {
            try {
                removeOnce(path);
            } catch (DirectoryNotEmptyException | NoSuchFileException changedMeanwhile) {
                if (round == ROUNDS) {
                    throw changedMeanwhile;
                }
            }
        }
    }

    private static void removeOnce(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void removeQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // Only ever a temporary file of ours; the first failure is the one to report.
        }
    }
}
