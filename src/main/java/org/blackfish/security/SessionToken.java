package org.blackfish.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;

/** The token of this server's life, in {@code $BLACKFISH_HOME_DIR/auth_token} (0600, one line) while it runs. */
@ApplicationScoped
public class SessionToken {
    private final Secret token = Secret.generate();
    private final Path file;

    @Inject
    SessionToken(Settings settings) {
        file = settings.homeDirectory().resolve("auth_token");
    }

    public boolean matches(String candidate) {
        return token.matches(candidate);
    }

    /** Hex HMAC-SHA-256 of a nonce, by which the launcher knows that it is we who answer on the port. */
    public String proof(String nonce) {
        return token.proof(nonce);
    }

    /** Writes the file, replacing what a killed server may have left. */
    public void publish() {
        Path fresh =
                file.resolveSibling(".auth_token." + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, token.value() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " could not be written.", e);
        }
    }

    /** Removes the file, unless a later server has put its own there. */
    public void withdraw() {
        try {
            if (Files.exists(file) && token.matches(Files.readString(file).strip())) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.getLogger("org.blackfish.security")
                    .log(System.Logger.Level.WARNING, "The token file " + file + " could not be removed.");
        }
    }
}
