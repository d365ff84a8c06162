package org.blackfish.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.blackfish.settings.Settings;

/**
 * Where this server listens, in {@code $BLACKFISH_HOME_DIR/server.json} (0600) while it runs, for programs of its user:
 * {@code machine port base_path pid token_file}.
 */
@ApplicationScoped
public class ServerFile {
    private static final System.Logger LOG = System.getLogger("org.blackfish.security");

    private final Path file;
    private final String text;

    @Inject
    ServerFile(Settings settings) {
        file = settings.homeDirectory().resolve("server.json");
        text = Json.createObjectBuilder()
                .add("machine", machine())
                .add("port", settings.port())
                .add("base_path", settings.basePath())
                .add("pid", ProcessHandle.current().pid())
                .add(
                        "token_file",
                        settings.homeDirectory().resolve("auth_token").toString())
                .build()
                .toString();
    }

    /** Writes the file, replacing what a killed server may have left. */
    public void publish() {
        Path fresh =
                file.resolveSibling(".server.json." + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " could not be written.", e);
        }
    }

    /** Removes the file, unless a later server has put its own there. */
    public void withdraw() {
        try {
            if (Files.exists(file) && Files.readString(file).strip().equals(text)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The file " + file + " could not be removed.");
        }
    }

    /** The node's own name for itself; a resolver could take seconds, or say something else tomorrow. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
