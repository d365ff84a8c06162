package org.blackfish.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks for a session's token where it must not be: every process's arguments and environment, the testbed's logs with those
 * of Slurm, and all files of the folders named but two, which only their owner may read.
 */
record TokenSearch(String token) {
    private static final Set<String> MAY_HOLD = Set.of("auth_token", "connection.yml");

    void findsNothing(Path... folders) {
        List<Path> found = new ArrayList<>();
        for (String file : List.of("cmdline", "environ")) {
            ProcessHandle.allProcesses()
                    .map(process -> Path.of("/proc", String.valueOf(process.pid()), file))
                    .filter(this::holds)
                    .forEach(found::add);
        }
        for (Path folder : folders) {
            found.addAll(within(folder));
        }
        found.addAll(within(Testbed.prefix().resolve("log")));
        assertThat(found).as("where the token stands").isEmpty();
    }

    private List<Path> within(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !mayHold(file) && holds(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean mayHold(Path file) {
        try {
            return MAY_HOLD.contains(file.getFileName().toString())
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                            .equals("rw-------");
        } catch (IOException e) {
            // Gone meanwhile.
            return false;
        }
    }

    private boolean holds(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(token);
        } catch (IOException e) {
            // Gone meanwhile, or another user's environment, which the kernel shows to nobody else.
            return false;
        }
    }
}
