package org.blackfish.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;

/** PostgreSQL's programs: those that the release has unpacked for all, else our own copy of the archive in the WAR. */
final class Binaries {
    static final int MAJOR = 18;
    private static final String VERSION = "18.6.0";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private Binaries() {}

    /** The folder that holds {@code bin}, {@code lib} and {@code share}. */
    static Path find(Settings settings) throws IOException {
        Path shared = settings.postgresql().orElse(null);
        if (shared == null) {
            return unpack(settings.homeDirectory());
        }
        if (Files.isExecutable(shared.resolve("bin/postgres"))) {
            return shared;
        }
        throw new WrongState(
                "PostgreSQL",
                shared.toString(),
                "a folder with bin/postgres",
                "BLACKFISH_POSTGRESQL_DIR is \"" + shared + "\", which holds no program bin/postgres that you may run;"
                        + " unset it, or name a folder with PostgreSQL " + MAJOR + ".");
    }

    private static Path unpack(Path homeDirectory) throws IOException {
        Path target = homeDirectory.resolve("runtime").resolve("postgresql-" + VERSION);
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        try (InputStream archive = Binaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("this build carries no PostgreSQL for " + System.getProperty("os.arch"));
            }
            extract(new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive))), fresh);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        return target;
    }

    private static void extract(TarArchiveInputStream tar, Path folder) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("the archive names a path outside its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                String mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        }
    }
}
