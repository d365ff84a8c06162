package org.blackfish.security;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.blackfish.settings.Secret;
import org.blackfish.settings.Settings;

/** The token that the server of a home has published there, whichever server that is now. */
public final class HomeToken {
    private final Path file;

    public HomeToken(Settings settings) {
        file = settings.homeDirectory().resolve("auth_token");
    }

    /** What a look at the file found. */
    public sealed interface Found {
        /** The token of the server that runs, or that ended without being asked to. */
        record Token(Secret secret) implements Found {}

        /** No server has one now. */
        record Gone() implements Found {}

        /** There may be one; why nobody can tell, and what to do, in a sentence. */
        record Unreadable(String sentence) implements Found {}
    }

    /** Reads the file anew. */
    public Found read() {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? new Found.Gone() : new Found.Token(new Secret(text));
        } catch (NoSuchFileException e) {
            return new Found.Gone();
        } catch (IOException e) {
            return new Found.Unreadable("The token in " + file + " cannot be read (" + reason(e)
                    + "); look whether your home folder is there and the file is yours, and try again.");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e instanceof FileSystemException known ? known.getReason() : e.getMessage());
    }
}
