package org.blackfish.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Two profiles of a server, {@code missing} and {@code closed}, whose {@code cache_dir} cannot be used. */
record SharedFolders(Path missing, Path closed) {
    static SharedFolders of(Server server) {
        SharedFolders folders = new SharedFolders(
                server.home().resolve("no-such-folder"), server.home().resolve("closed-folder"));
        try {
            Files.createDirectory(
                    folders.closed(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
            Path file = server.home().resolve("profiles.cfg");
            Files.writeString(
                    file,
                    section("missing", server, folders.missing()) + section("closed", server, folders.closed()),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folders;
    }

    private static String section(String name, Server server, Path cache) {
        return """

                [%s]
                schema = slurm
                host = localhost
                user = %s
                home_dir = %s
                cache_dir = %s
                """.formatted(name, System.getProperty("user.name"), server.home(), cache);
    }
}
