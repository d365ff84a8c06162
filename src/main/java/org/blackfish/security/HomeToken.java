package org.blackfish.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;

/** The token that the server of a home has published there, whichever server that is now. */
public final class HomeToken {
    private final Path file;

    public HomeToken(Settings settings) {
        file = settings.homeDirectory().resolve("auth_token");
    }

    /** Read anew at every call; empty while no server has one. */
    public Optional<Secret> read() {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
